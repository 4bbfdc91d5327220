/** Fills the `{{slots}}` of a document; a slot that is unknown or not used is a mistake of ours and throws. */

const SLOT = /\{\{([a-z]{1,40}(?:-[a-z]{1,40}){0,5})\}\}/g;

export type Slots = Readonly<Record<string, string>>;

/** A slot that stands alone and gets nothing leaves no gap: empty lines are folded to one. */
export function fillTemplate(name: string, template: string, slots: Slots): string {
  const used = new Set<string>();
  const filled = template.replace(SLOT, (_, slot: string) => {
    const text = slots[slot];
    if (text === undefined) throw new Error(`templates/${name} has the slot {{${slot}}}, but nothing fills it`);
    used.add(slot);
    return text;
  });
  const unused = Object.keys(slots).filter((slot) => !used.has(slot));
  if (unused.length > 0) throw new Error(`templates/${name} lacks the slot {{${unused.join("}}, {{")}}}`);
  return filled.replace(/\n{3,}/g, "\n\n").trim();
}
