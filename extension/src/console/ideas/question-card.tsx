/** A question in the list: whom it is for, until when, what came of it, and what an editor can do with it. */
import type { Question } from "vertel-schema";
import { onDay } from "../../panel/dates";
import { t } from "../i18n";
import { useAudienceInWords } from "../ui/audience-choices";
import { ReachWords } from "./audience-field";
import { Spoken } from "./spoken";

/** What can be done with one. */
export type Act = "edit" | "close" | "tell" | "take_away";

const ACTS: Readonly<Record<Question["status"], readonly Act[]>> = {
  open: ["close", "edit", "take_away"],
  closed: ["tell", "edit", "take_away"],
  archived: [],
};

interface Props {
  readonly question: Question;
  readonly onAct: (act: Act) => void;
}

export function QuestionCard({ question, onAct }: Props) {
  const { id, texts, status, audience, open_until: until, outcome, reach } = question;
  const audienceInWords = useAudienceInWords();
  return (
    <article class="card stack asked" data-testid="question" data-status={status}>
      <header class="asked-head">
        <h2><Spoken of={texts} /></h2>
        <span class={status === "open" ? "state good" : "state"}>{t(`questions.is_${status}`)}</span>
      </header>
      <p class="small quiet inbox-meta">
        <span>{t(status === "open" ? "questions.openUntil" : "questions.wasUntil", onDay(until))}</span>
        <bdi>{audienceInWords(audience)}</bdi>
        {status === "open" ? <span><ReachWords reach={reach ?? null} /></span> : null}
      </p>
      {outcome.length === 0 ? null : <p class="asked-outcome" data-testid="outcome"><span class="small quiet">{t("questions.outcome")}</span><Spoken of={outcome} /></p>}
      <div class="actions">
        <a class="button compact" href={`/console/ideas?question=${id}`} data-testid="answers">{t("questions.answers")}</a>
        {ACTS[status].map((act) => (
          <button key={act} type="button" class="text-button" data-testid={`question-${act}`} onClick={() => { onAct(act); }}>
            {t(act === "tell" && outcome.length > 0 ? "questions.do_tellAnew" : `questions.do_${act}`)}
          </button>
        ))}
      </div>
    </article>
  );
}
