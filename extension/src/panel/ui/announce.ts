/**
 * What a screen reader is told without being asked. The regions stand in the page before anything is said in them: of
 * one that comes together with its text, or changes its role with it, nothing is read out.
 */
import { useEffect } from "preact/hooks";

type Urgency = "status" | "alert";

const regions = new Map<Urgency, HTMLElement>();

/** Put the regions in the page; once, as it opens. */
export function placeRegions(): void {
  for (const role of ["status", "alert"] as const) {
    const region = document.createElement("div");
    region.role = role;
    region.className = "hidden";
    region.dataset.testid = `announced-${role}`;
    document.body.append(region);
    regions.set(role, region);
  }
}

/** Long after it was read out, so that nobody who walks through the page comes across what no longer holds. */
const KEPT_MS = 10_000;

let clearing: ReturnType<typeof setTimeout> | undefined;

export function announce(text: string, urgency: Urgency = "status"): void {
  regions.get(urgency)?.replaceChildren(text);
  clearTimeout(clearing);
  clearing = setTimeout(() => { for (const region of regions.values()) region.replaceChildren(); }, KEPT_MS);
}

/** Not at every letter that somebody types. */
const PAUSE_MS = 1000;

/** Says a text when it has stood for a moment; one that changes at once after is not said. */
export function useAnnouncement(text: string | undefined): void {
  useEffect(() => {
    if (text === undefined) return undefined;
    const timer = setTimeout(announce, PAUSE_MS, text);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
}
