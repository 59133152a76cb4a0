/** Which rows of a list are chosen. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** The row that was chosen or left out last: where a range begins. */
  readonly anchor: string | undefined;
}

export const NONE: Selection = { ids: new Set(), anchor: undefined };

/** @param order the rows' ids as they are shown @param isRange from the last row to this one, all as this one becomes */
export function toggled({ ids, anchor }: Selection, order: readonly string[], id: string, isRange: boolean): Selection {
  const isChosen = !ids.has(id);
  const from = isRange && anchor !== undefined ? order.indexOf(anchor) : -1;
  const to = order.indexOf(id);
  const changed = from === -1 ? [id] : order.slice(Math.min(from, to), Math.max(from, to) + 1);
  const next = new Set(ids);
  for (const one of changed) {
    if (isChosen) next.add(one);
    else next.delete(one);
  }
  return { ids: next, anchor: id };
}

/** All that are shown; none when they all are chosen. */
export const allToggled = ({ ids }: Selection, order: readonly string[]): Selection =>
  order.every((id) => ids.has(id)) ? NONE : { ids: new Set(order), anchor: undefined };
