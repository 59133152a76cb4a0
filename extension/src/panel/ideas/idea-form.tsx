/** Sending in an idea: a line or a photo, who is in it, and whose it is. */
import { useState } from "preact/hooks";
import type { Question } from "../../shared/shapes";
import { today } from "../dates";
import { LANGUAGES, languageName, t } from "../i18n";
import { usePanel } from "../panel-context";
import { AskFirst } from "../ui/ask-first";
import { FailureNote } from "../ui/failure-note";
import { Field } from "../ui/field";
import { focusOn } from "../ui/focus";
import { Signing } from "../ui/signing";
import { TopBar } from "../ui/top-bar";
import { useHere } from "../ui/use-here";
import { WritingArea } from "../ui/writing-area";
import { Answering } from "./answering";
import { faultsOf, isBlank, isGood, LONGEST_TEXT } from "./idea-draft";
import { People } from "./people";
import { Photos } from "./photos";
import { useIdeaDraft, type Writing } from "./use-idea-draft";

export function IdeaForm({ question }: { readonly question: Question | undefined }) {
  const writing = useIdeaDraft(question);
  return (
    <main class="view" data-testid="idea-form">
      <TopBar title={t(writing?.draft.question === undefined ? "ideaNew" : "questionAnswer")} />
      {writing === undefined ? null : <Form writing={writing} wanted={question} />}
    </main>
  );
}

interface Props {
  readonly writing: Writing;
}

/** @param wanted the question that was opened; another idea may have been begun before. */
function Form({ writing, wanted }: Props & { readonly wanted: Question | undefined }) {
  const { navigation, toast } = usePanel();
  const here = useHere();
  const [tried, setTried] = useState(false);
  const [reading, setReading] = useState(false);
  const { draft } = writing;
  const busy = writing.busy || reading;
  const faults = faultsOf(draft, today());
  const isOnItsWay = draft.state === "onItsWay";

  const send = async (): Promise<void> => {
    if (reading) return;
    setTried(true);
    if (!isGood(faults)) {
      // where the first fault is told
      setTimeout(() => { focusOn('[data-testid="idea-form"] [aria-invalid="true"]'); });
      return;
    }
    if (!(await writing.send())) {
      focusOn('[data-testid="idea-send"]');
      return;
    }
    if (here.current) navigation.toTab("ideas");
    toast({ tone: "good", about: "idea-sent", text: t("ideaSent") });
  };

  return (
    <>
      <form class="idea-form" onSubmit={(event) => { event.preventDefault(); }}>
        <fieldset disabled={isOnItsWay} class="idea-fields">
          <Answering draft={draft} wanted={wanted} onAnswer={(question) => { writing.change(() => ({ question })); }} />
          <Words writing={writing} missing={tried && faults.nothing} onSend={() => void send()} />
          <Photos
            photos={draft.photos}
            busy={reading}
            onBusy={setReading}
            onChange={(step) => { writing.change((now) => ({ photos: step(now.photos) })); }}
          />
          <People
            people={draft.people}
            faults={tried ? faults.people : {}}
            today={today()}
            onChange={(people) => { writing.change(() => ({ people })); }}
          />
          <Signing
            name="idea-signing"
            signed={draft.signed}
            about={t(draft.signed ? "ideaAbout_signed" : draft.question === undefined ? "ideaAbout_unsigned" : "ideaAbout_asked")}
            onSign={(signed) => { writing.change(() => ({ signed })); }}
          />
        </fieldset>
        <NotSent writing={writing} />
        {isBlank(draft) || busy ? null : <Discard writing={writing} onDone={() => { if (here.current) navigation.back(); }} />}
      </form>
      <div class="bottom">
        <button type="button" class="button primary" data-testid="idea-send" aria-disabled={busy} onClick={() => void send()}>
          {t(writing.busy ? "sending" : isOnItsWay ? "retry" : "send")}
        </button>
      </div>
    </>
  );
}

function Discard({ writing, onDone }: Props & { readonly onDone: () => void }) {
  return (
    <AskFirst
      name="idea-discard"
      label={t("ideaDiscard")}
      question={t(writing.draft.state === "onItsWay" ? "ideaDiscardMaybe" : "ideaDiscardAsk")}
      answer={t("ideaDiscard")}
      stay={t("ideaKeep")}
      onConfirm={async () => {
        await writing.discard();
        onDone();
        return undefined;
      }}
    />
  );
}

/** Nothing is lost: either it can be sent again just as it is, or the server says what to change. */
function NotSent({ writing: { failure, draft, busy } }: Props) {
  if (busy) return null;
  if (failure === undefined) {
    return draft.state === "onItsWay" ? <p class="note small" data-testid="idea-on-its-way">{t("ideaNotSent")}</p> : null;
  }
  return <FailureNote testid="idea-failed" failure={failure} what={t(draft.state === "refused" ? "ideaRefused" : "ideaNotSent")} />;
}

function Words({ writing, missing, onSend }: Props & { readonly missing: boolean; readonly onSend: () => void }) {
  const { draft, change } = writing;
  const languages = useLanguages(draft.language);
  return (
    <>
      <Field id="idea-text" label={t("ideaText")} hint={t("ideaTextHint")} fault={missing ? t("ideaNothing") : undefined}>
        <WritingArea id="idea-text" value={draft.text} longest={LONGEST_TEXT} lang={draft.language} onInput={(text) => { change(() => ({ text })); }} onSend={onSend} />
      </Field>
      {draft.text.trim() === "" ? null : (
        <label class="idea-language">
          <span class="quiet">{t("ideaLanguage")}</span>
          <select class="select bare" data-testid="idea-language" value={draft.language} onChange={(event) => { change(() => ({ language: event.currentTarget.value })); }}>
            {languages.map((tag) => (
              <option key={tag} value={tag}>{languageName(tag)}</option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}

/** The employee's own, and those the panel speaks. */
function useLanguages(chosen: string): string[] {
  const { account } = usePanel();
  return [...new Set([chosen, ...account.languages, ...LANGUAGES.map(({ tag }) => tag)])];
}
