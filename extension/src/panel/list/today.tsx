/** The suggestion that comes first, drawn large: with how its text begins, so that one can hear oneself say it. */
import type { ComponentChildren } from "preact";
import type { Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { languagesOf, preferred } from "../languages";
import { usePanel } from "../panel-context";
import { Icon } from "../ui/icons";
import { Picture } from "../ui/picture";
import { aboutOf, beginning, RowFacts, TitleButton } from "./row";

interface Props {
  readonly suggestion: Suggestion;
  readonly isNew: boolean;
  readonly toldAt: number | undefined;
  /** The employee wanted to be reminded of it. */
  readonly isReminder: boolean;
  readonly shortcuts: string;
  readonly onOpen: () => void;
  /** What else can be done with it. */
  readonly children?: ComponentChildren;
}

export function Today({ suggestion, isNew, toldAt, isReminder, shortcuts, onOpen, children }: Props) {
  const { account } = usePanel();
  const language = preferred(languagesOf(suggestion), account);
  const line = firstLine(beginning(suggestion, language));
  const { image, kind } = suggestion;
  return (
    <section class="today" aria-labelledby="today">
      <h2 id="today">{t(isReminder ? "reminded" : "today")}</h2>
      <div class="row-place">
        <div class="row">
          {image === null ? null : <Picture {...image} class="today-picture" alt="" />}
          <span class="row-text">
            <strong>
              {image === null ? <Icon name={kind} /> : null}
              <TitleButton suggestion={suggestion} shortcuts={shortcuts} onOpen={onOpen} />
            </strong>
            <span class="about" id={aboutOf(suggestion)}>
              {line === "" ? null : <q class="today-line" dir="auto" lang={language}>{line}</q>}
              <RowFacts suggestion={suggestion} isNew={isNew} toldAt={toldAt} />
            </span>
          </span>
        </div>
        {children}
      </div>
    </section>
  );
}

/** What is read before anything else: up to the first line break. */
const firstLine = (text: string): string => (text.trim().split("\n")[0] ?? "").trim();
