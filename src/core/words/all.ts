/** Every language that Signalbox reads. All of them count in every text: nobody has to say which one they write. */
import { english } from "./english.ts";
import { german } from "./german.ts";
import { japanese } from "./japanese.ts";
import type { Language } from "./language.ts";
import { otherLanguages } from "./other-languages.ts";

export const languages: readonly Language[] = [english, german, japanese, ...otherLanguages];
