/** Two editors changed the same: theirs, yours, or both, part by part. Nothing is stored before it is decided. */
import { useState } from "preact/hooks";
import { Choice } from "../../panel/ui/choice";
import { number, open } from "../../shared/guards";
import { languageName, t } from "../i18n";
import { useWriting } from "./context";
import { canBeBoth, type Choice as Decision, type Clash } from "./merge";
import { partName } from "./part-name";
import { useLastEditor } from "./use-last-editor";
import { useTimeZone } from "../ui/time-zone";
import { whenExactly } from "../ui/when";

export function Clashes() {
  const { session } = useWriting();
  const { clashes, basis } = session.saver;
  const by = useLastEditor(basis?.id, clashes.length > 0);
  const [choices, setChoices] = useState<ReadonlyMap<string, Decision>>(new Map());
  if (clashes.length === 0) return null;
  const isDecided = clashes.every(({ name }) => choices.has(name));
  const all = (choice: Decision): void => { setChoices(new Map(clashes.map(({ name }) => [name, choice]))); };
  return (
    <section class="clashes card" role="alert" aria-labelledby="clash-title" data-testid="clashes">
      <h2 id="clash-title">{by === undefined ? t("writing.clash") : t("writing.clashBy", by)}</h2>
      <p class="quiet">{t("writing.clashText")}</p>
      {clashes.map((clash) => (
        <ClashRow key={clash.name} clash={clash} choice={choices.get(clash.name)} onChoose={(choice) => { setChoices(new Map([...choices, [clash.name, choice]])); }} />
      ))}
      <div class="actions">
        <button
          type="button"
          class="button primary"
          data-testid="settle"
          aria-disabled={!isDecided}
          onClick={() => {
            if (!isDecided) return;
            session.saver.settle(choices);
            setChoices(new Map());
          }}
        >
          {t("writing.settle")}
        </button>
        {clashes.length < 2 ? null : (
          <>
            <button type="button" class="button" onClick={() => { all("theirs"); }}>{t("writing.allTheirs")}</button>
            <button type="button" class="button" onClick={() => { all("yours"); }}>{t("writing.allYours")}</button>
          </>
        )}
      </div>
    </section>
  );
}

interface ClashRowProps {
  readonly clash: Clash;
  readonly choice: Decision | undefined;
  readonly onChoose: (choice: Decision) => void;
}

function ClashRow({ clash, choice, onChoose }: ClashRowProps) {
  const zone = useTimeZone();
  const options: Decision[] = canBeBoth(clash) ? ["theirs", "yours", "both"] : ["theirs", "yours"];
  return (
    <div class="clash">
      <h3>{partName(clash.name)}</h3>
      <dl>
        <dt>{t("writing.theirs")}</dt>
        <dd dir="auto" data-testid="clash-theirs">{wordsFor(clash.theirs, zone)}</dd>
        <dt>{t("writing.yours")}</dt>
        <dd dir="auto" data-testid="clash-yours">{wordsFor(clash.yours, zone)}</dd>
      </dl>
      <Choice<Decision | "">
        name={`clash-${clash.name}`}
        legend={partName(clash.name)}
        look="segments"
        testid="clash-choice"
        value={choice ?? ""}
        options={options.map((value) => ({ value, label: t(`writing.choose_${value}`) }))}
        onChoose={(value) => { if (value !== "") onChoose(value); }}
      />
    </div>
  );
}

const isMoment = (value: string): boolean => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);

const isPoint = open({ x: number, y: number });

/** A part of a document in words: its texts, one below the other. */
function wordsFor(value: unknown, zone: string): string {
  if (typeof value !== "string" && typeof value !== "object") return t("writing.nothing");
  if (value === null || value === "") return t("writing.nothing");
  if (typeof value === "string") return isMoment(value) ? whenExactly(value, zone) : value;
  if (Array.isArray(value)) return value.map((one) => wordsFor(one, zone)).join(", ");
  const told = Object.entries(value).filter(([name, one]) => !HIDDEN.has(name) && one !== null && !(Array.isArray(one) && one.length === 0));
  if (told.length === 0) return t("writing.everyoneOrNothing");
  return told.map(([name, one]) => {
    if (name === "language") return languageName(String(one));
    return isPoint(one) ? t("writing.focalAt", String(one.x), String(one.y)) : wordsFor(one, zone);
  }).join("\n");
}

/** Names that only programs know. */
const HIDDEN: ReadonlySet<string> = new Set(["id", "tone", "language"]);
