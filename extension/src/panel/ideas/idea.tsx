/** One idea: what was sent in, what was said about it, and what became of it. */
import { useEffect, useState } from "preact/hooks";
import { storage } from "../../shared/browser";
import { libraryOf } from "../../shared/entries";
import type { Idea, Suggestion } from "../../shared/shapes";
import { read } from "../../shared/stored";
import { ask } from "../ask";
import { onDay } from "../dates";
import { t } from "../i18n";
import { seeIdea } from "../news";
import { usePanel } from "../panel-context";
import { AskFirst } from "../ui/ask-first";
import { Picture } from "../ui/picture";
import { Title } from "../ui/title";
import { TopBar } from "../ui/top-bar";
import { useHere } from "../ui/use-here";
import { useAsked } from "../use-asked";
import { InAnswerTo } from "./answering";
import { Reply } from "./reply";

export function IdeaView({ of }: { readonly of: Idea }) {
  const { account } = usePanel();
  const ideas = useAsked<"ideas">({ type: "ideas" });
  const idea = ideas.value?.find(({ id }) => id === of.id) ?? of;
  useEffect(() => void seeIdea(account.id, idea), [idea]);
  const replied = (next: Idea): void => {
    ideas.put((ideas.value ?? []).map((one) => (one.id === next.id ? next : one)));
    // so that what the worker keeps is new too
    void ask<"ideas">({ type: "ideas" });
  };
  return (
    <main class="view" data-testid="idea-view">
      <TopBar title={t("ideaYours")} />
      <div class="idea">
        <Sent idea={idea} />
        <Conversation idea={idea} />
        <Became idea={idea} />
        <Reply idea={idea} onReplied={replied} />
        <Withdraw idea={idea} />
      </div>
    </main>
  );
}

function Sent({ idea }: { readonly idea: Idea }) {
  const whose = t(idea.colleague === null ? "sign_unsigned" : "sign_signed");
  return (
    <section class="idea-sent">
      <InAnswerTo question={idea.question} />
      {idea.text === null ? null : <p class="idea-words" lang={idea.language ?? undefined} dir="auto">{idea.text}</p>}
      {idea.images.map(({ id, alt }) => <Picture key={id} class="picture" id={id} alt={alt ?? t("ideaPhoto")} />)}
      {idea.people.map(({ name, consent_until: until }) => (
        <p key={name} class="small">
          <bdi>{name}</bdi>: {until === null ? t("personStateNotAsked") : t("personStateAgreed", onDay(until))}
        </p>
      ))}
      <p class="small quiet">{t("ideaSentOn", onDay(idea.sent_on))} · {whose}</p>
    </section>
  );
}

function Conversation({ idea }: { readonly idea: Idea }) {
  if (idea.replies.length === 0) return null;
  return (
    <section>
      <h2 class="hidden">{t("ideaTalk")}</h2>
      <ol class="letters">
        {idea.replies.map(({ by, text, said_on: on }, i) => (
          <li key={i} class={`letter from-${by}`} data-testid="idea-reply" data-by={by}>
            <p dir="auto">{text}</p>
            <p class="small quiet">{t(`ideaBy_${by}`)}, {onDay(on)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Said in full; an adopted one leads on to the suggestion, once that is there to read. */
function Became({ idea }: { readonly idea: Idea }) {
  const { navigation } = usePanel();
  const suggestion = useSuggestion(idea.suggestion_id);
  return (
    <section class="became" data-testid="became" data-status={idea.status}>
      <p>{t(idea.status === "adopted" && suggestion === undefined ? "became_inTheMaking" : `became_${idea.status}`)}</p>
      {suggestion === undefined ? null : (
        <button type="button" class="text-button" data-testid="became-suggestion" data-id={suggestion.id} onClick={() => { navigation.open({ name: "detail", of: suggestion }); }}>
          <Title of={suggestion} />
        </button>
      )}
    </section>
  );
}

/** The suggestion, when it is among those that the panel knows. */
function useSuggestion(id: string | null): Suggestion | undefined {
  const [suggestion, setSuggestion] = useState<Suggestion>();
  useEffect(() => {
    if (id === null) return;
    void read(storage, libraryOf({})).catch(() => undefined).then((library) => {
      setSuggestion(library?.items.find((one) => one.id === id));
    });
  }, [id]);
  return suggestion;
}

function Withdraw({ idea }: { readonly idea: Idea }) {
  const { navigation, toast } = usePanel();
  const here = useHere();
  return (
    <AskFirst
      name="idea-withdraw"
      label={t("ideaWithdraw")}
      question={t(idea.status === "adopted" ? "ideaWithdrawAdopted" : "ideaWithdrawAsk")}
      answer={t("ideaWithdraw")}
      stay={t("ideaKeep")}
      onConfirm={async () => {
        const reply = await ask<"withdraw_idea">({ type: "withdraw_idea", ideaId: idea.id });
        if (!reply.ok) return reply.failure;
        if (here.current) navigation.toTab("ideas");
        toast({ tone: "good", about: "idea-withdrawn", text: t("ideaWithdrawn") });
        return undefined;
      }}
    />
  );
}
