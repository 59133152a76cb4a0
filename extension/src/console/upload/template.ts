/** A file to begin with: every column, and a row that shows how they are filled in. It is a draft, so nobody sees it. */
import type { Key } from "../i18n";
import type { Subject } from "./job";

export const COLUMNS: Readonly<Record<Subject, readonly (readonly [name: string, says: Key])[]>> = {
  suggestions: [
    ["external_id", "upload.column_external_id"],
    ["kind", "upload.column_kind"],
    ["title", "upload.column_title"],
    ["destination_url", "upload.column_destination_url"],
    ["status", "upload.column_status"],
    ["publish_at, expires_at", "upload.column_window"],
    ["teams, locations, languages", "upload.column_audience"],
    ["people", "upload.column_people"],
    ["caption_nl_personal", "upload.column_caption"],
    ["prompt_nl, prompt_nl_opening", "upload.column_prompt"],
  ],
  links: [
    ["destination_url", "upload.column_link"],
    ["code", "upload.column_code"],
    ["title", "upload.column_link_title"],
    ["external_id", "upload.column_link_external_id"],
    ["utm_source, utm_medium, utm_campaign", "upload.column_utm"],
  ],
};

type Row = readonly (readonly [column: string, cell: string])[];

const SUGGESTION: Row = [
  ["external_id", "example-1"],
  ["kind", "team_moment"],
  ["title", "De koffiekar rijdt weer"],
  ["title_en", "The coffee cart is back"],
  ["destination_url", ""],
  ["status", "draft"],
  ["publish_at", ""],
  ["expires_at", ""],
  ["teams", ""],
  ["locations", ""],
  ["languages", ""],
  ["people", ""],
  ["caption_nl_personal", "De koffiekar van de werkplaats rijdt weer. De remmen deden het al niet meer sinds de verhuizing."],
  ["caption_nl_short", ""],
  ["caption_en_personal", "The coffee cart in our workshop is back on the road. The brakes hadn’t worked since the move."],
  ["prompt_nl", "Welke kleine reparatie maakte jullie dag?"],
  ["prompt_nl_opening", "Eindelijk doet hij het weer: "],
];

const LINK: Row = [
  ["destination_url", "https://"],
  ["code", ""],
  ["title", ""],
  ["external_id", ""],
  ["utm_source", ""],
  ["utm_medium", ""],
  ["utm_campaign", ""],
];

const MARK = "\uFEFF";

/** As a spreadsheet in this language opens it: Dutch ones separate cells by semicolons. */
export function template(subject: Subject, language: string | undefined): string {
  const row = subject === "links" ? LINK : SUGGESTION;
  const separator = (language ?? navigator.language).startsWith("nl") ? ";" : ",";
  const line = (cells: readonly string[]): string => `${cells.map(quoted).join(separator)}\r\n`;
  return MARK + line(row.map(([column]) => column)) + line(row.map(([, cell]) => cell));
}

const quoted = (cell: string): string => (/[",;\s]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
