/** The keys of the list: arrows move through the rows, and letters do something with the row that has the focus. */
import type { Suggestion } from "../../shared/shapes";

const ROW = ".row-open";
const STOPS = `input[type="search"], ${ROW}`;

type MarkKey = "s" | "h";

/** Up from the first row goes back to the search field. */
export function keyOnList(
  event: KeyboardEvent,
  view: HTMLElement,
  items: readonly Suggestion[],
  onMark: (key: MarkKey, suggestion: Suggestion) => void,
): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step !== undefined) moveFocus(event, view, step);
  const key = event.key.toLowerCase();
  if (key !== "s" && key !== "h") return;
  const row = event.target instanceof HTMLElement ? rowAt(event.target) : undefined;
  const suggestion = items.find(({ id }) => id === row?.dataset.id);
  if (suggestion !== undefined) onMark(key, suggestion);
}

function moveFocus(event: KeyboardEvent, view: HTMLElement, step: number): void {
  if (event.target instanceof HTMLSelectElement || isRadio(event.target)) return;
  const stops = [...view.querySelectorAll<HTMLElement>(STOPS)];
  const active = document.activeElement as HTMLElement | null;
  const at = stops.indexOf((active && rowAt(active)) ?? active ?? view);
  event.preventDefault();
  stops[Math.max(0, Math.min(stops.length - 1, at + step))]?.focus();
}

/** Before a row goes away: the focus moves on to the next one, or back to the one before. */
export function leaveRow(suggestionId: string): void {
  const rows = [...document.querySelectorAll<HTMLElement>(ROW)];
  const at = rows.findIndex((row) => row.dataset.id === suggestionId);
  const next = rows[at + 1] ?? rows[at - 1] ?? document.querySelector<HTMLElement>("h1");
  next?.focus();
}

/** The row itself, also when one of the buttons beside it has the focus. */
const rowAt = (element: HTMLElement): HTMLElement | undefined =>
  element.closest(".row-place")?.querySelector<HTMLElement>(ROW) ?? undefined;

const isRadio = (target: EventTarget | null): boolean => target instanceof HTMLInputElement && target.type === "radio";
