/** Which question an idea answers, while it is written and after. */
import type { Question } from "../../shared/shapes";
import { t } from "../i18n";
import { preferred } from "../languages";
import { usePanel } from "../panel-context";
import { Icon } from "../ui/icons";
import type { AskedQuestion, IdeaDraft } from "./idea-draft";

/** A text of a question in the reader's language. */
export function Spoken({ of: texts }: { readonly of: AskedQuestion["texts"] }) {
  const { account } = usePanel();
  const language = preferred(texts.map((one) => one.language), account);
  const found = texts.find((one) => one.language === language);
  return found === undefined ? null : <bdi lang={found.language}>{found.text}</bdi>;
}

export function InAnswerTo({ question }: { readonly question: AskedQuestion | null | undefined }) {
  if (question == null) return null;
  return <p class="quote small quiet" data-testid="in-answer-to"><Spoken of={question.texts} /></p>;
}

interface Props {
  readonly draft: IdeaDraft;
  /** The one that was opened. */
  readonly wanted: Question | undefined;
  readonly onAnswer: (question: AskedQuestion | undefined) => void;
}

/** It can be sent in without the question, which may have closed meanwhile; what was begun before may become the answer. */
export function Answering({ draft: { question }, wanted, onAnswer }: Props) {
  if (question !== undefined) {
    return (
      <div class="question" data-testid="answering">
        <p class="question-text"><Spoken of={question.texts} /></p>
        <button type="button" class="text-button small quiet" data-testid="answer-without" onClick={() => { onAnswer(undefined); }}>
          {t("questionWithout")}
        </button>
      </div>
    );
  }
  if (wanted === undefined) return null;
  return (
    <div class="note small" data-testid="begun-before">
      <Icon name="idea" />
      <div>
        <p>{t("questionBegun")}</p>
        <button type="button" class="text-button" data-testid="answer-with" onClick={() => { onAnswer({ id: wanted.id, texts: wanted.texts }); }}>
          <Spoken of={wanted.texts} />
        </button>
      </div>
    </div>
  );
}
