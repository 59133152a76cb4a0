/** What the settings say of the weekly mail. It comes with them: the files of all other words are there before the list. */
import { t } from "../i18n";

const en = {
  title: "Weekly mail",
  on: "Mail me something to share",
  about: "To $1, once a week at most and only when something is new for you. Vertel tells nobody whether you asked for it, and it cannot tell whether you read it. Like any mail, whoever looks after your organisation's mail could see it.",
  day: "Day",
  hour: "Time",
  personal: "Also an answer to an idea that I signed, and thanks for what I shared",
  personalAbout: "Whoever looks after your organisation's mail could then read that you shared something.",
  next: "The next one: $1, if anything is new by then.",
  refused: "Your mail server refused your address, so this mail was ended. Is the address still right? Then switch it on again.",
  preview: "See what it would say",
  hide: "Hide it",
  nothing: "There is nothing to tell at the moment.",
  test: "Send it to me now",
  sent: "It is on its way to you.",
} as const;

export type MailWord = keyof typeof en;

const WORDS: Readonly<Record<string, Readonly<Record<MailWord, string>>>> = {
  en,
  nl: {
    title: "Wekelijkse mail",
    on: "Mail me iets om te delen",
    about: "Naar $1, hooguit één keer per week en alleen als er iets nieuws voor je is. Vertel zegt niemand of je erom vroeg, en kan niet zien of je hem leest. Zoals bij elke mail kan wie de mail van je organisatie beheert hem zien.",
    day: "Dag",
    hour: "Tijd",
    personal: "Ook een antwoord op een idee met mijn naam, en bedankjes voor wat ik deelde",
    personalAbout: "Wie de mail van je organisatie beheert, kan dan lezen dat je iets deelde.",
    next: "De volgende: $1, als er dan iets nieuws is.",
    refused: "Je mailserver weigerde je adres, dus deze mail is gestopt. Klopt het adres nog? Zet hem dan weer aan.",
    preview: "Bekijk wat erin zou staan",
    hide: "Verberg het",
    nothing: "Er is op dit moment niets te vertellen.",
    test: "Stuur hem nu naar mij",
    sent: "Hij is naar je onderweg.",
  },
};

/** In the panel's language; in English where these words are not in it. */
export function mailWord(word: MailWord, value = ""): string {
  const words = WORDS[t("locale").split("-")[0] ?? ""] ?? en;
  return words[word].replace("$1", () => value);
}
