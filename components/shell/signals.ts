/** Parts of the shell that never meet in the tree call each other by these names. */
export const paletteSignal = "gatehouse:palette";
export const keysSignal = "gatehouse:keys";

export function openPalette(): void {
  window.dispatchEvent(new Event(paletteSignal));
}

export function openKeys(): void {
  window.dispatchEvent(new Event(keysSignal));
}
