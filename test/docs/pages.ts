// Every page that is made from code, by its path in the repository.
import { reportKinds } from "../../src/core/reports/all.ts";
import { renderCommandsPage } from "./commands-page.ts";
import { renderEventsPage } from "./events-page.ts";
import { issueForms } from "./issue-forms.ts";
import { renderLanguagePage } from "./language-page.ts";
import { renderMetricsPage } from "./metrics-page.ts";
import { renderOperationsPage } from "./operations-page.ts";
import { renderSettingsPage } from "./settings-page.ts";

/** The forms of reports, to copy from: `templates/reports/agent-status.md` and its neighbours. */
const reportPages = Object.fromEntries(
  reportKinds.map(({ name, form }) => [`templates/reports/${name.replaceAll(" ", "-")}.md`, () => `${form}\n`]),
);

export const pages: Readonly<Record<string, () => string>> = {
  ".github/commands.md": renderCommandsPage,
  ".github/events.md": renderEventsPage,
  ".github/language.md": () => `${renderLanguagePage()}\n`,
  ".github/metrics.md": renderMetricsPage,
  ".github/operations.md": renderOperationsPage,
  ".github/settings.md": renderSettingsPage,
  ...reportPages,
  ...issueForms,
};
