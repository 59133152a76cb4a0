/** What colleagues say about one suggestion: how many, why not, and their words; and a word back to those who shared it. */
import type { Comment, SuggestionFeedback } from "vertel-schema";
import { useState } from "preact/hooks";
import { onDay } from "../../panel/dates";
import { WritingArea } from "../../panel/ui/writing-area";
import { api } from "../api";
import { useConsole } from "../context";
import { number, plural, t } from "../i18n";
import { EmptyState } from "../ui/empty-state";
import { FormDialog } from "../ui/form-dialog";
import { Show } from "../ui/loaded";
import { Page } from "../ui/page";
import { Problem } from "../ui/problem";
import { useTitleOf } from "../ui/suggestion-title";
import { useAction } from "../ui/use-action";
import { forget, useLoaded, type Loaded } from "../ui/use-loaded";
import { Sender } from "./sender";

const MOST = 100;
const LONGEST_THANKS = 1000;

export function FeedbackOf({ id = "" }: { readonly id?: string }) {
  const titleOf = useTitleOf();
  const suggestion = useLoaded(`feedback/${id}/suggestion`, () => api.suggestions.read(id));
  const feedback = useLoaded(`feedback/${id}`, () => api.feedback.read(id, { limit: MOST }));
  const [isThanking, setIsThanking] = useState(false);
  return (
    <Page
      title={suggestion.value === undefined ? t("ideas.feedback") : titleOf(suggestion.value)}
      lead={<a href="/console/ideas/feedback">{t("ideas.backToFeedback")}</a>}
      actions={<button type="button" class="button" data-testid="thank-all" onClick={() => { setIsThanking(true); }}>{t("ideas.thankAll")}</button>}
    >
      <Show of={feedback}>{(found) => <Said of={found} feedback={feedback} />}</Show>
      {isThanking ? <Thank id={id} onClose={() => { setIsThanking(false); }} /> : null}
    </Page>
  );
}

function Said({ of, feedback }: { readonly of: SuggestionFeedback; readonly feedback: Loaded<SuggestionFeedback> }) {
  const { like, not_for_me: not, reasons, comments } = of;
  if (!like && !not && comments.length === 0) return <EmptyState icon="like" title={t("ideas.nothingSaid")} text={t("ideas.nothingSaidText")} />;
  return (
    <>
      <dl class="sums" data-testid="sums">
        <div><dt>{t("ideas.like")}</dt><dd>{number(like ?? 0)}</dd></div>
        <div><dt>{t("ideas.notForMe")}</dt><dd>{number(not ?? 0)}</dd></div>
      </dl>
      {reasons.length === 0 ? null : (
        <section>
          <h2>{t("ideas.why")}</h2>
          <ul class="plain-list why-not">
            {reasons.map(({ reason, count }) => <li key={reason} data-testid="reason"><span>{t(`talk_${reason}`)}</span> <span class="quiet">{number(count)}</span></li>)}
          </ul>
        </section>
      )}
      <section>
        <h2>{t("ideas.words")}</h2>
        {comments.length === 0 ? <p class="quiet">{t("ideas.noWords")}</p> : <Comments of={of} feedback={feedback} />}
        {of.next_cursor === null ? null : <p class="small quiet">{t("ideas.moreWords", MOST)}</p>}
      </section>
      <p class="small quiet how-counted">{t("ideas.howCounted")}</p>
    </>
  );
}

function Comments({ of: { suggestion_id: id, comments }, feedback }: { readonly of: SuggestionFeedback; readonly feedback: Loaded<SuggestionFeedback> }) {
  const unread = comments.filter((comment) => comment.read === false && comment.id !== undefined);
  const action = useAction(async () => {
    await api.feedback.markRead(id, { ids: unread.flatMap((comment) => comment.id ?? []) });
    forget("waiting");
    await feedback.reload();
  });
  return (
    <>
      {unread.length === 0 ? null : (
        <p class="actions mark-read">
          <button type="button" class="button compact" data-testid="mark-read" aria-disabled={action.isBusy} onClick={() => void action.run()}>{plural("ideas.markRead", unread.length)}</button>
        </p>
      )}
      <Problem failure={action.failure} testid="mark-failed" />
      <ul class="plain-list stack">
        {comments.map((comment, at) => <li key={comment.id ?? at} class="card said-of-it" data-testid="comment"><Words of={comment} /></li>)}
      </ul>
    </>
  );
}

function Words({ of: { comment, reaction, reason, colleague, given_on: on, read } }: { readonly of: Comment }) {
  return (
    <>
      {comment === null ? null : <p dir="auto">{comment}</p>}
      <p class="small quiet inbox-meta">
        <span>{t(reaction === "like" ? "talk_like" : "talk_not_for_me")}{reason === null ? null : <>: {t(`talk_${reason}`)}</>}</span>
        <Sender of={colleague} />
        <span>{t(colleague === null ? "ideas.inWeek" : "ideas.onDay", onDay(on))}</span>
        {read === false ? <span class="state unread">{t("ideas.new")}</span> : null}
      </p>
    </>
  );
}

function Thank({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { toast } = useConsole();
  const [text, setText] = useState("");
  const action = useAction(async () => {
    await api.thanks.say(id, { text: text.trim() });
    toast({ tone: "good", about: "thanked", text: t("ideas.thanked") });
  });
  return (
    <FormDialog title={t("ideas.thankAll")} testid="thank-form" submit={t("ideas.send")} action={action} onClose={onClose}>
      <div class="field">
        <label for="thanks-text">{t("ideas.whatCameOfIt")}</label>
        <WritingArea id="thanks-text" value={text} longest={LONGEST_THANKS} onInput={setText} onSend={() => undefined} />
        <p class="small quiet">{t("ideas.thankHint")}</p>
      </div>
    </FormDialog>
  );
}
