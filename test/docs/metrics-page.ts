// The operator's page about the figures, made from the table that they are counted by.
import { type Metric, metricTable } from "../../src/app/metrics-table.ts";
import { table } from "./table.ts";

const INTRO = `# What Signalbox measures

Figures of the process itself (\`process_…\`, \`nodejs_…\`) come with these. [alerts.yml](alerts.yml) holds rules for
Prometheus. \`npm run docs\` makes this page.`;

/** The whole of `.github/metrics.md`. */
export function renderMetricsPage(): string {
  const rows = Object.entries<Metric>(metricTable).map(([name, { kind, help, labels }]) => {
    const shown = labels.map((label) => `\`${label}\``).join(", ");
    return [`\`${name}\``, kind, shown === "" ? "none" : shown, help];
  });
  return `${INTRO}\n\n${table(["Metric", "Kind", "Labels", "Meaning"], rows)}\n`;
}
