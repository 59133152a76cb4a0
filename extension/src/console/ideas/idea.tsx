/** One idea: what was sent in, what was said about it, and what an editor can do with it. */
import type { Idea as IdeaDocument } from "vertel-schema";
import { onDay } from "../../panel/dates";
import { Picture } from "../../panel/ui/picture";
import { api } from "../api";
import { t } from "../i18n";
import { Show } from "../ui/loaded";
import { Page } from "../ui/page";
import { forget, useLoaded } from "../ui/use-loaded";
import { Answer } from "./answer";
import { IdeaState } from "./idea-state";
import { Sender } from "./sender";
import { Spoken } from "./spoken";
import { WhatToDo } from "./what-to-do";

export function Idea({ id = "" }: { readonly id?: string }) {
  const idea = useLoaded(`idea/${id}`, () => api.ideas.read(id));
  const changed = (next: IdeaDocument): void => {
    idea.set(next);
    forget("ideas");
    forget("waiting");
  };
  return (
    <Page title={t("ideas.idea")} lead={<a href="/console/ideas">{t("ideas.back")}</a>}>
      <Show of={idea}>
        {(found) => (
          <article class="idea-page" data-testid="idea-page" data-status={found.status}>
            <Sent idea={found} />
            <Conversation idea={found} />
            <Answer key={id} idea={found} onChanged={changed} />
            <WhatToDo idea={found} onChanged={changed} />
          </article>
        )}
      </Show>
    </Page>
  );
}

function Sent({ idea }: { readonly idea: IdeaDocument }) {
  return (
    <section class="card stack idea-card" aria-label={t("ideas.idea")}>
      {idea.question == null ? null : (
        <p class="small quiet" data-testid="idea-question">
          {t("ideas.answers")} <a href={`/console/ideas?question=${idea.question.id}`}><Spoken of={idea.question.texts} /></a>
        </p>
      )}
      {idea.text === null ? null : <p class="idea-words" lang={idea.language ?? undefined} dir="auto" data-testid="idea-text">{idea.text}</p>}
      {idea.images.map(({ id, alt }) => (
        <figure key={id} class="idea-figure">
          <Picture class="idea-picture" id={id} alt={alt ?? t("ideaPhoto")} />
          <figcaption class="small quiet" dir="auto">{alt ?? t("ideas.noDescription")}</figcaption>
        </figure>
      ))}
      {idea.people.length === 0 ? null : (
        <ul class="plain-list small">
          {idea.people.map(({ name, consent_until: until }) => (
            <li key={name}><bdi>{name}</bdi>: {until === null ? t("personStateNotAsked") : t("personStateAgreed", onDay(until))}</li>
          ))}
        </ul>
      )}
      <p class="small quiet inbox-meta"><Sender of={idea.colleague} /><span>{onDay(idea.sent_on)}</span><IdeaState status={idea.status} /></p>
    </section>
  );
}

function Conversation({ idea }: { readonly idea: IdeaDocument }) {
  if (idea.replies.length === 0) return null;
  return (
    <section>
      <h2 class="hidden">{t("ideaTalk")}</h2>
      <ol class="talk-list">
        {idea.replies.map(({ by, text, said_on: on }, at) => (
          <li key={at} class={`reply reply-by-${by}`} data-testid="reply">
            <p dir="auto">{text}</p>
            <p class="small quiet">{t(`ideas.by_${by}`)}, {onDay(on)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
