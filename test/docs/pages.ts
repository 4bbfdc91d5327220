// Every page that is made from code, by its path in the repository.
import { renderCommandsPage } from "./commands-page.ts";
import { renderEventsPage } from "./events-page.ts";
import { renderLanguagePage } from "./language-page.ts";
import { renderOperationsPage } from "./operations-page.ts";
import { renderSettingsPage } from "./settings-page.ts";

export const pages: Readonly<Record<string, () => string>> = {
  ".github/commands.md": renderCommandsPage,
  ".github/events.md": renderEventsPage,
  ".github/language.md": () => `${renderLanguagePage()}\n`,
  ".github/operations.md": renderOperationsPage,
  ".github/settings.md": renderSettingsPage,
};
