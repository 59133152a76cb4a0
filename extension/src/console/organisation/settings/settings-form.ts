/** The settings as they are filled in, and what differs from what they were. */
import type { Guidance, Offers, OwnTexts, Settings, SettingsPatch } from "vertel-schema";
import { tagsIn } from "../people/person-form";

export interface SettingsForm {
  readonly name: string;
  /** Undefined: as it is. */
  readonly markId: string | null | undefined;
  /** Vertel's own when empty. */
  readonly accentLight: string;
  /** Follows from the light one when empty. */
  readonly accentDark: string;
  readonly languages: string;
  readonly timeZone: string;
  readonly foldDesktop: string;
  readonly foldPhone: string;
  readonly requireConsent: boolean;
  readonly offers: Offers;
  readonly guidance: readonly Guidance[];
  /** What only the organisation knows, for the data sheet; undefined where the server is older. */
  readonly ownTexts: OwnTexts | undefined;
}

/** A line of guidance for each language of the organisation, empty where there is none yet. */
export function settingsForm(settings: Settings): SettingsForm {
  const { name, accent, languages, time_zone: timeZone, fold_desktop: desktop, fold_phone: phone, require_consent: consent = false, offers, guidance, data_sheet: ownTexts } = settings;
  const missing = languages.filter((tag) => !guidance.some(({ language }) => language === tag));
  return {
    name,
    markId: undefined,
    accentLight: accent?.light ?? "",
    accentDark: accent?.dark ?? "",
    languages: languages.join(", "),
    timeZone,
    foldDesktop: String(desktop),
    foldPhone: String(phone),
    requireConsent: consent,
    offers,
    guidance: [...guidance, ...missing.map((language) => ({ language, do: null, dont: null }))],
    ownTexts,
  };
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
/** As the server stores it, so that a field that was opened and left is no change. */
const written = (guidance: readonly Guidance[]): Guidance[] =>
  guidance.filter((lines) => lines.do !== null || lines.dont !== null).map(({ language, do: good, dont }) => ({ language, do: good, dont }));

/** A whole number as a number, and anything else as it was typed, for the server to say what is wrong with it. */
const asNumber = (text: string): number => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN);

export function asPatch(form: SettingsForm, settings: Settings): SettingsPatch {
  const before = settingsForm(settings);
  const accent = form.accentLight === "" ? null : { light: form.accentLight, ...(form.accentDark !== "" && { dark: form.accentDark }) };
  return {
    ...(form.name !== before.name && { name: form.name.trim() }),
    ...(form.markId !== undefined && { mark_id: form.markId }),
    ...((form.accentLight !== before.accentLight || form.accentDark !== before.accentDark) && { accent }),
    ...(form.languages !== before.languages && { languages: tagsIn(form.languages) }),
    ...(form.timeZone !== before.timeZone && { time_zone: form.timeZone.trim() }),
    ...(form.foldDesktop !== before.foldDesktop && { fold_desktop: asNumber(form.foldDesktop) }),
    ...(form.foldPhone !== before.foldPhone && { fold_phone: asNumber(form.foldPhone) }),
    ...(form.requireConsent !== before.requireConsent && { require_consent: form.requireConsent }),
    ...(!isSame(form.offers, before.offers) && { offers: form.offers }),
    ...(!isSame(written(form.guidance), written(before.guidance)) && { guidance: written(form.guidance) }),
    ...(form.ownTexts !== undefined && !isSame(form.ownTexts, before.ownTexts) && { data_sheet: form.ownTexts }),
  };
}
