/** What colleagues sent in: an inbox, by what became of it and by the question that it answers. */
import type { Idea } from "vertel-schema";
import { Picture } from "../../panel/ui/picture";
import { onDay } from "../../panel/dates";
import { api } from "../api";
import { t } from "../i18n";
import { EmptyState } from "../ui/empty-state";
import { Show } from "../ui/loaded";
import { More } from "../ui/more";
import { Page } from "../ui/page";
import { Select } from "../ui/select";
import { useLoaded } from "../ui/use-loaded";
import { usePages } from "../ui/use-pages";
import { addressOf, useQuery } from "../ui/use-query";
import { Inbox } from "./inbox";
import { IdeaState } from "./idea-state";
import { Parts } from "./parts";
import { Sender } from "./sender";
import { Spoken, useSpoken } from "./spoken";

const STATUSES = ["waiting", "answered", "adopted", "declined"] as const;
const PAGE = 50;

type Status = (typeof STATUSES)[number];
const isStatus = (word: string | undefined): word is Status => STATUSES.some((status) => status === word);

export function Ideas() {
  const [query, change] = useQuery();
  const status = isStatus(query.status) ? query.status : undefined;
  const { question } = query;
  const filter = { status, question_id: question };
  const ideas = usePages(addressOf("ideas", { status, question }), (cursor) => api.ideas.browse({ view: "all", ...filter, limit: PAGE, cursor }));
  const isFiltered = status !== undefined || question !== undefined;
  return (
    <Page title={t("place.ideas")} lead={t("ideas.lead")}>
      <Parts shown="ideas" />
      <div class="filters">
        <Select
          label={t("ideas.status")}
          isLabelHidden
          testid="ideas-status"
          value={status ?? ""}
          options={[{ value: "", label: t("ideas.all") }, ...STATUSES.map((one) => ({ value: one, label: t(`ideas.only_${one}`) }))]}
          onChoose={(value) => { change({ status: value }); }}
        />
        <ByQuestion value={question ?? ""} onChoose={(value) => { change({ question: value }); }} />
      </div>
      <Show of={ideas}>
        {({ items }) => items.length === 0 ? <Nothing isFiltered={isFiltered} onAll={() => { change({ status: undefined, question: undefined }); }} /> : (
          <Inbox testid="ideas">
            {items.map((idea) => <li key={idea.id}><Row idea={idea} /></li>)}
          </Inbox>
        )}
      </Show>
      <More of={ideas} />
    </Page>
  );
}

function ByQuestion({ value, onChoose }: { readonly value: string; readonly onChoose: (value: string) => void }) {
  const { value: page } = useLoaded("questions?limit=100", () => api.questions.browse({ view: "all", limit: 100 }));
  if (page === undefined || (page.items.length === 0 && value === "")) return null;
  return (
    <label class="field">
      <span class="hidden">{t("ideas.question")}</span>
      <select class="select" data-testid="ideas-question" value={value} onChange={(event) => { onChoose(event.currentTarget.value); }}>
        <option value="">{t("ideas.anyQuestion")}</option>
        {page.items.map(({ id, texts }) => <QuestionOption key={id} id={id} texts={texts} />)}
      </select>
    </label>
  );
}

function QuestionOption({ id, texts }: Pick<NonNullable<Idea["question"]>, "id" | "texts">) {
  const spoken = useSpoken(texts);
  return <option value={id} lang={spoken?.language}>{spoken?.text}</option>;
}

function Nothing({ isFiltered, onAll }: { readonly isFiltered: boolean; readonly onAll: () => void }) {
  if (isFiltered) return <EmptyState icon="idea" title={t("ideas.noneFound")} text={t("ideas.noneFoundText")} action={{ label: t("ideas.showAll"), onClick: onAll }} />;
  return <EmptyState icon="idea" title={t("ideas.none")} text={t("ideas.noneText")} link={{ label: t("place.questions"), href: "/console/questions" }} />;
}

function Row({ idea }: { readonly idea: Idea }) {
  const [photo] = idea.images;
  return (
    <a class="inbox-row plain" href={`/console/ideas/${idea.id}`} data-testid="idea">
      <span class="inbox-text">
        <span class="inbox-words" lang={idea.language ?? undefined} dir="auto">{idea.text ?? photo?.alt ?? t("ideaPhoto")}</span>
        {idea.question == null ? null : <span class="small quiet inbox-question"><Spoken of={idea.question.texts} /></span>}
        <span class="small quiet inbox-meta"><Sender of={idea.colleague} /><span>{onDay(idea.sent_on)}</span></span>
      </span>
      {photo === undefined ? null : <Picture class="inbox-photo" id={photo.id} alt="" />}
      <IdeaState status={idea.status} />
    </a>
  );
}
