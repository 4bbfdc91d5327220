// The operator's page: written by hand, with the table between its marks made from the code it describes.
import { readFileSync } from "node:fs";
import { environmentSchema } from "../../src/app/env.ts";
import { table } from "./table.ts";

const file = new URL("../../.github/operations.md", import.meta.url);

function environmentTable(): string {
  const rows = Object.entries(environmentSchema.shape).map(([name, schema]) => {
    const { description = "", fallback } = schema.meta() ?? {};
    return [`\`${name}\``, description, fallback === "" ? "" : `\`${String(fallback)}\``];
  });
  return table(["Variable", "Says", "When not set"], rows);
}

const tables: Readonly<Record<string, () => string>> = { environment: environmentTable };

/** The whole of `.github/operations.md`, its tables made anew; throws when a mark is missing. */
export function renderOperationsPage(): string {
  return Object.entries(tables).reduce(
    (text, [name, make]) => {
      const [begin, end] = [`<!-- begin ${name}: made by npm run docs -->`, `<!-- end ${name} -->`];
      const [from, to] = [text.indexOf(begin), text.indexOf(end)];
      if (from < 0 || to < from) throw new Error(`operations.md lacks "${begin}" … "${end}"`);
      return `${text.slice(0, from + begin.length)}\n\n${make().trim()}\n\n${text.slice(to)}`;
    },
    readFileSync(file, "utf8"),
  );
}
