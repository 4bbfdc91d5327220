// `npm run docs`: writes every page and every JSON Schema that is made from code.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { pages } from "./pages.ts";
import { schemas } from "./schemas.ts";

const root = new URL("../../", import.meta.url);

for (const [path, render] of Object.entries(pages)) writeFileSync(new URL(path, root), render());
for (const [path, make] of Object.entries(schemas)) writeFileSync(new URL(path, root), JSON.stringify(make(), null, 2));
const format = ["node_modules/@biomejs/biome/bin/biome", "format", "--config-path=.github", "--write"];
execFileSync(process.execPath, [...format, ...Object.keys(schemas)], { cwd: root, stdio: "inherit" });
for (const path of [...Object.keys(pages), ...Object.keys(schemas)]) console.log(path);
