/** What waits, as rows: people who wait for a word first, then what has a date, then what has time. */
import type { Waiting } from "vertel-schema";
import { onDay, today } from "../../panel/dates";
import { plural, t } from "../i18n";

export interface WaitingItem {
  readonly key: string;
  /** A colleague's or an editor's own text; undefined for a photo without words. */
  readonly text: string | undefined;
  readonly href: string;
  readonly detail: string;
}

export interface WaitingRow {
  readonly name: keyof Waiting;
  readonly title: string;
  readonly href: string;
  readonly items: readonly WaitingItem[];
  /** How many more there are. */
  readonly more: number;
}

const SHOWN = 3;

const writing = (id: string): string => `/console/suggestions/${id}`;

export function waitingRows(waiting: Waiting): readonly WaitingRow[] {
  const rows = [ideas(waiting), comments(waiting), consents(waiting), destinations(waiting), vacancies(waiting), drafts(waiting)];
  return [...rows.filter(({ name }) => (waiting[name]?.count ?? 0) > 0), ...dataSheet(waiting)];
}

/** That the data sheet is another than the works council knows, for administrators. */
function dataSheet({ data_sheet: changed }: Waiting): readonly WaitingRow[] {
  if (changed === undefined) return [];
  const href = "/console/organisation/sheet";
  const item = { key: "data_sheet", text: t("today.dataSheetText"), href, detail: t("today.dataSheetSince", onDay(changed.agreed_on)) };
  return [{ name: "data_sheet", title: plural("today.dataSheet", changed.count), href, items: [item], more: 0 }];
}

/** What lists its items. */
type Listed = Exclude<keyof Waiting, "data_sheet">;

function row<N extends Listed>(
  waiting: Waiting, name: N, title: string, href: string, item: (of: Waiting[N]["items"][number]) => WaitingItem,
): WaitingRow {
  const { count, items } = waiting[name];
  const shown = items.slice(0, SHOWN).map(item);
  const listed = name === "comments" ? waiting.comments.items.slice(0, SHOWN).reduce((sum, one) => sum + one.count, 0) : shown.length;
  return { name, title, href, items: shown, more: count - listed };
}

const ideas = (waiting: Waiting): WaitingRow =>
  row(waiting, "ideas", plural("today.ideas", waiting.ideas.count), "/console/ideas?status=waiting", ({ id, text, sent_on }) => ({
    key: id,
    text: text ?? undefined,
    href: `/console/ideas/${id}`,
    detail: t("today.since", onDay(sent_on)),
  }));

const comments = (waiting: Waiting): WaitingRow =>
  row(waiting, "comments", plural("today.comments", waiting.comments.count), "/console/ideas/feedback", ({ id, title, count }) => ({
    key: id,
    text: title,
    href: `/console/ideas/feedback/${id}`,
    detail: plural("today.new", count),
  }));

const consents = (waiting: Waiting): WaitingRow =>
  row(waiting, "consents", plural("today.consents", waiting.consents.count), "/console/suggestions?needs=attention", ({ id, title, day }) => ({
    key: id,
    text: title,
    href: writing(id),
    detail: consentDetail(day),
  }));

function consentDetail(last: string | null): string {
  if (last === null) return t("today.consentMissing");
  return t(last < today() ? "today.consentEnded" : "today.consentUntil", onDay(last));
}

const destinations = (waiting: Waiting): WaitingRow =>
  row(waiting, "destinations", plural("today.destinations", waiting.destinations.count), "/console/links", (page) => ({
    key: page.destination_url,
    text: page.destination_url.replace("https://", ""),
    href: page.suggestions[0] === undefined ? "/console/links" : writing(page.suggestions[0].id),
    detail: t(`today.destination_${page.status}`),
  }));

const vacancies = (waiting: Waiting): WaitingRow =>
  row(waiting, "vacancies", plural("today.vacancies", waiting.vacancies.count), "/console/suggestions?state=ending&kind=vacancy", ({ id, title, day }) => ({
    key: id,
    text: title,
    href: writing(id),
    detail: day === null ? "" : t("today.lastDay", onDay(day)),
  }));

const drafts = (waiting: Waiting): WaitingRow =>
  row(waiting, "drafts", plural("today.drafts", waiting.drafts.count), "/console/suggestions?state=draft", ({ id, title, day }) => ({
    key: id,
    text: title,
    href: writing(id),
    detail: day === null ? "" : t("today.changed", onDay(day)),
  }));
