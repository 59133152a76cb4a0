/** The employee's own ideas, and what became of them. */
import { useEffect, useRef } from "preact/hooks";
import type { Idea } from "../../shared/shapes";
import { onDay } from "../dates";
import { t } from "../i18n";
import { isNews, useNews } from "../news";
import { usePanel } from "../panel-context";
import { FailureNote } from "../ui/failure-note";
import { Icon } from "../ui/icons";
import { Tabs } from "../ui/tabs";
import { useAsked } from "../use-asked";
import { useSaved } from "../use-saved";
import { ideaOf } from "./idea-draft";
import { Questions } from "./questions";
import { Status } from "./status";

export function Ideas() {
  const { navigation } = usePanel();
  const ideas = useAsked<"ideas">({ type: "ideas" });
  const view = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { heading.current?.focus({ preventScroll: true }); }, []);
  // once the rows are there, back to the one that was open
  useEffect(() => {
    if (document.activeElement !== heading.current) return;
    view.current?.querySelector<HTMLElement>(`[data-id="${navigation.cameFrom ?? ""}"]`)?.focus();
  }, [ideas.value === undefined]);
  const isEmpty = ideas.value?.length === 0;
  // until then it is not known where its place is, and nothing should jump away from under a finger
  const isKnown = ideas.value !== undefined || ideas.failure !== undefined;
  return (
    <main class="view" ref={view} data-testid="ideas">
      <header class="ideas-head">
        <h1 ref={heading} tabIndex={-1}>{t("ideas")}</h1>
        {isKnown && !isEmpty ? <NewIdea /> : null}
      </header>
      {ideas.failure === undefined ? null : (
        <div class="ideas-note">
          <FailureNote testid="ideas-failed" failure={ideas.failure} what={t(ideas.value === undefined ? "ideasFailed" : "ideasOld")} onRetry={ideas.retry} />
        </div>
      )}
      <Questions />
      <Draft />
      {isEmpty ? <NoIdeas /> : <Rows ideas={ideas.value ?? []} />}
      <Tabs />
    </main>
  );
}

function NewIdea() {
  const { account, navigation } = usePanel();
  if (!account.offers.ideas) return null;
  return (
    <button type="button" class="button primary" data-testid="idea-new" data-id="new_idea" onClick={() => { navigation.open({ name: "new_idea" }); }}>
      <Icon name="plus" />
      {t("ideaSendIn")}
    </button>
  );
}

function NoIdeas() {
  return (
    <div class="empty" data-testid="ideas-empty">
      <Icon name="idea" />
      <h2>{t("ideasEmptyTitle")}</h2>
      <p class="quiet">{t("ideasEmptyText")}</p>
      <NewIdea />
    </div>
  );
}

/** What is being written, or has not been heard of since it was sent. */
function Draft() {
  const { account, navigation } = usePanel();
  const { value: draft } = useSaved(ideaOf(account.id));
  if (draft == null) return null;
  return (
    <div class="rows">
      <button type="button" class="row idea-row" data-testid="idea-draft" onClick={() => { navigation.open({ name: "new_idea" }); }}>
        <span class="row-text">
          <strong dir="auto">{titleOf(draft.text)}</strong>
          <span class="meta"><span class="mine">{t(draft.state === "onItsWay" ? "ideaOnItsWay" : "draft")}</span></span>
        </span>
      </button>
    </div>
  );
}

function Rows({ ideas }: { readonly ideas: readonly Idea[] }) {
  const { navigation } = usePanel();
  const { seen } = useNews();
  return (
    <ul class="rows">
      {ideas.map((idea) => (
        <li key={idea.id}>
          <button
            type="button"
            class="row idea-row"
            data-testid="idea"
            data-id={idea.id}
            onClick={() => { navigation.open({ name: "idea", of: idea }); }}
          >
            <span class="row-text">
              <strong lang={idea.language ?? undefined} dir="auto">{titleOf(idea.text)}</strong>
              <span class="meta">
                <Status idea={idea} />
                <span>{onDay(idea.sent_on)}</span>
              </span>
            </span>
            {isNews(idea, seen) ? <span class="dot" role="img" aria-label={t("ideaNews")} data-testid="idea-news" /> : null}
          </button>
        </li>
      ))}
    </ul>
  );
}

const TITLE_UNITS = 120;

function titleOf(text: string | null): string {
  const line = (text ?? "").replace(/\s+/g, " ").trim();
  if (line === "") return t("ideaPhoto");
  return line.length > TITLE_UNITS ? `${line.slice(0, TITLE_UNITS).trimEnd()}…` : line;
}
