/** What the editors ask, and what came of it: quietly, without a number, a dot or a reminder. */
import type { Question } from "../../shared/shapes";
import { onDay } from "../dates";
import { t } from "../i18n";
import { useNews } from "../news";
import { usePanel } from "../panel-context";
import { useFocusBack } from "../list/use-focus-back";
import { useAsked } from "../use-asked";
import { Spoken } from "./answering";

/** Below the list: the newest that is open and that I did not answer yet, else what came of the one before. */
export function QuestionNote() {
  const { value: questions = [] } = useAsked<"questions">({ type: "questions" });
  const { ideas } = useNews();
  const answered = new Set(ideas.map(({ question }) => question?.id));
  const shown = questions.find(({ id, status }) => status === "open" && !answered.has(id)) ?? questions.find(isTold);
  if (shown === undefined) return null;
  return (
    <aside class="below-list" data-testid="question-note">
      <One question={shown} />
    </aside>
  );
}

/** Above my own ideas: all of them. */
export function Questions() {
  const { value: questions = [] } = useAsked<"questions">({ type: "questions" });
  if (questions.length === 0) return null;
  return (
    <div class="questions">
      {[...questions.filter(({ status }) => status === "open"), ...questions.filter(isTold)].map((question) => <One key={question.id} question={question} />)}
    </div>
  );
}

const isTold = ({ status, outcome }: Question): boolean => status === "closed" && outcome.length > 0;

function One({ question }: { readonly question: Question }) {
  return (
    <section class="question" data-testid="question" data-status={question.status}>
      <h2 class="question-text"><Spoken of={question.texts} /></h2>
      {question.status === "open" ? <Open question={question} /> : <Told question={question} />}
    </section>
  );
}

function Open({ question }: { readonly question: Question }) {
  const { navigation } = usePanel();
  const here = useFocusBack("new_idea");
  return (
    <div class="question-foot">
      <button ref={here} type="button" class="button" data-testid="question-answer" onClick={() => { navigation.open({ name: "new_idea", question }); }}>
        {t("questionAnswer")}
      </button>
      <span class="small quiet">{t("questionUntil", onDay(question.open_until))}</span>
    </div>
  );
}

function Told({ question: { outcome } }: { readonly question: Question }) {
  return (
    <div data-testid="outcome">
      <p class="small quiet">{t("questionOutcome")}</p>
      <p class="idea-words"><Spoken of={outcome} /></p>
    </div>
  );
}
