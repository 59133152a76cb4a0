/** What a part of a suggestion is called, from its name in `merge.ts`, `captions/nl/personal/0`, or that of its field. */
import { languageName, t } from "../i18n";
import type { Tone } from "./form";

const PLAIN = {
  kind: "writing.kind",
  title: "writing.title",
  destination_url: "writing.destination",
  utm: "writing.utm",
  image: "writing.picture",
  audience: "writing.audience",
  publish_at: "writing.from",
  expires_at: "writing.until",
  status: "writing.status",
  external_id: "writing.externalId",
  titles: "writing.title",
  captions: "writing.captions",
  prompts: "writing.prompts",
  guidance: "writing.guidance",
  people: "writing.people",
} as const;

const isPlain = (name: string): name is keyof typeof PLAIN => Object.hasOwn(PLAIN, name);

export function partName(name: string): string {
  const [list = "", language = "", tone = ""] = name.split("/");
  switch (list) {
    case "titles": return language === "" ? t("writing.title") : `${t("writing.title")} (${languageName(language)})`;
    case "captions": return tone === "" ? t("writing.captions") : `${t(`tone_${tone as Tone}`)} (${languageName(language)})`;
    case "prompts": return language === "" ? t("writing.prompts") : `${t("writing.prompt")} (${languageName(language)})`;
    case "guidance": return language === "" ? t("writing.guidance") : `${t("writing.guidance")} (${languageName(language)})`;
    case "people": return language === "" ? t("writing.people") : language;
    default: return isPlain(list) ? t(PLAIN[list]) : list;
  }
}
