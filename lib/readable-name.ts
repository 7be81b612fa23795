/** Marks that take no place of their own, and a blank that counts as a sign; joiners and emoji styles stay inside. */
const unseen =
  /(?![\p{Join_Control}\p{Variation_Selector}])[\p{Default_Ignorable_Code_Point}\u2800]/gu;
const joiners = /^[\p{Join_Control}\p{Variation_Selector}]+|\p{Join_Control}+$/gu;

/**
 * A name as people read it: two that look alike are one, so that no list holds twins. Empty where there is nothing to
 * see.
 */
export function readableName(name: string): string {
  return name
    .normalize("NFC")
    .replaceAll(unseen, "")
    .replaceAll(/\s+/gu, " ")
    .replaceAll(joiners, "")
    .trim();
}

/** What a thing is shown as that was once called nothing one can see. */
export function shownName(name: string, otherwise: string): string {
  return readableName(name) === "" ? otherwise : name;
}
