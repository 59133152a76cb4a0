/**
 * Waiting for the page, with a clock and an end. Timers only: in a tab in the background the browser paints no frames,
 * so an animation frame would never come.
 */

const STEP_MS = 25;

/** Whether `holds` came true within `limitMs`. Asked at once, and once more after a late timer. */
export async function within(limitMs: number, holds: () => boolean): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (!holds()) {
    if (performance.now() >= end) return false;
    await pause();
  }
  return true;
}

/** Whether `holds` stayed true for all of `spanMs`. */
export async function stays(spanMs: number, holds: () => boolean): Promise<boolean> {
  return !(await within(spanMs, () => !holds()));
}

export function pause(ms = STEP_MS): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
