/**
 * The keyboard on the screen must not cover the button at the bottom. Other browsers make the page smaller, as
 * `app.html` asks them to; Safari lays the keyboard over the page, so there the bars at the bottom move up by its height.
 */
export function fitAboveKeyboard(): void {
  const { visualViewport: seen } = globalThis;
  if (seen === null) return;
  const fit = (): void => {
    // zooming in makes what is seen smaller too
    const covered = seen.scale > 1.01 ? 0 : Math.max(0, innerHeight - seen.height - seen.offsetTop);
    document.documentElement.style.setProperty("--covered", `${String(Math.round(covered))}px`);
  };
  seen.addEventListener("resize", fit);
  seen.addEventListener("scroll", fit);
}
