// `npm run docs`: writes every page that is made from code.
import { writeFileSync } from "node:fs";
import { pages } from "./pages.ts";

for (const [path, render] of Object.entries(pages)) {
  writeFileSync(new URL(`../../${path}`, import.meta.url), render());
  console.log(path);
}
