/** Talking back about a suggestion: a like, or why it is nothing for them, and a word with it if they like. */
import { useState } from "preact/hooks";
import type { FeedbackRequest } from "vertel-schema";
import type { Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { useHidden } from "../list/use-hidden";
import { usePanel } from "../panel-context";
import { FailureNote } from "../ui/failure-note";
import { focusOn } from "../ui/focus";
import { Icon } from "../ui/icons";
import { Comment } from "./comment";
import { useTalk, type Talk } from "./use-talk";

const REACTIONS = ["like", "not_for_me"] as const satisfies readonly FeedbackRequest["reaction"][];
const REASONS = ["not_my_field", "too_salesy", "not_true_for_me", "wrong_tone", "other"] as const;

export function TalkBack({ suggestion }: { readonly suggestion: Suggestion }) {
  const talk = useTalk(suggestion.id);
  const [isWriting, setWriting] = useState(false);
  if (!talk.known && talk.failure === undefined) return null;
  return (
    <section class="talk" data-testid="talk" aria-busy={talk.busy}>
      <h2 id="talk-title">{t("talk")}</h2>
      {talk.known ? <Reactions talk={talk} /> : null}
      {talk.said?.reaction === "not_for_me" ? <Reasons talk={talk} /> : null}
      {talk.said === undefined ? null : <Comment suggestionId={suggestion.id} talk={talk} onWriting={setWriting} />}
      {talk.failure === undefined ? null : (
        <FailureNote testid="talk-failed" failure={talk.failure} what={t(talk.known ? "talkFailed" : "notToBeSeen")} onRetry={talk.retry} />
      )}
      <Readers suggestion={suggestion} talk={talk} isWriting={isWriting && talk.said !== undefined} />
    </section>
  );
}

interface Part {
  readonly talk: Talk;
}

/** Pressed once more it is taken back, as people expect of such buttons. */
function Reactions({ talk }: Part) {
  return (
    <div class="chips" role="group" aria-labelledby="talk-title">
      {REACTIONS.map((reaction) => {
        const pressed = talk.said?.reaction === reaction;
        return (
          <button
            key={reaction}
            type="button"
            class="chip"
            data-testid={`talk-${reaction}`}
            aria-pressed={pressed}
            aria-disabled={talk.busy}
            onClick={() => void (pressed ? talk.takeBack() : talk.say({ reaction, reason: null }))}
          >
            <Icon name={reaction === "like" ? "like" : "hand"} />
            {t(`talk_${reaction}`)}
          </button>
        );
      })}
    </div>
  );
}

function Reasons({ talk }: Part) {
  return (
    <div class="talk-reasons" role="group" aria-labelledby="talk-why">
      <p id="talk-why" class="small quiet">{t("talkWhy")}</p>
      <div class="chips">
        {REASONS.map((reason) => (
          <button
            key={reason}
            type="button"
            class="chip"
            data-testid={`talk-${reason}`}
            aria-pressed={talk.said?.reason === reason}
            aria-disabled={talk.busy}
            onClick={() => void talk.say({ reason: talk.said?.reason === reason ? null : reason })}
          >
            {t(`talk_${reason}`)}
          </button>
        ))}
      </div>
    </div>
  );
}

const TAKE_BACK = '[data-testid="talk-take-back"]';

/**
 * Who reads it; and when nobody does, why, and how it would be read. Not beside words that are being written: those
 * have a signature of their own, which would take this one's place again.
 */
function Readers({ suggestion, talk, isWriting }: Part & { readonly suggestion: Suggestion; readonly isWriting: boolean }) {
  const { said, shown, busy } = talk;
  const word = said === undefined || busy || isWriting ? "" : shown ? t(said.signed === true ? "talkSigned" : "talkUnsigned") : t("talkNotShown");
  return (
    <div class="talk-outcome small quiet">
      <p role="status" data-testid="talk-outcome">{word}</p>
      {said === undefined || isWriting ? null : (
        <div class="talk-ways">
          {shown ? null : (
            <button
              type="button"
              class="text-button"
              data-testid="talk-sign"
              onClick={() => void talk.say({ signed: true }).then((done) => { if (done) focusOn(TAKE_BACK); })}
            >
              {t("talkSign")}
            </button>
          )}
          {said.reaction === "not_for_me" ? <PutAway suggestion={suggestion} /> : null}
          <button
            type="button"
            class="text-button"
            data-testid="talk-take-back"
            onClick={() => void talk.takeBack().then((done) => { if (done) focusOn('[data-testid="talk-like"]'); })}
          >
            {t("talkTakeBack")}
          </button>
        </div>
      )}
    </div>
  );
}

/** What is nothing for them need not come up again. */
function PutAway({ suggestion }: { readonly suggestion: Suggestion }) {
  const { marks, navigation } = usePanel();
  const isHidden = useHidden().has(suggestion.id);
  const hide = (): void => {
    navigation.back();
    marks.mark(suggestion, "hide");
  };
  if (marks.of(suggestion, isHidden).hidden) return null;
  return (
    <button type="button" class="text-button" data-testid="talk-hide" onClick={hide}>
      {t("talkHide")}
    </button>
  );
}
