/** Ask colleagues: what was asked, and what came of it. */
import type { Question } from "vertel-schema";
import type { Tagged } from "vertel-schema/client";
import { useState } from "preact/hooks";
import { api } from "../api";
import { t } from "../i18n";
import { EmptyState } from "../ui/empty-state";
import { Show } from "../ui/loaded";
import { More } from "../ui/more";
import { Page } from "../ui/page";
import { Problem } from "../ui/problem";
import { Select } from "../ui/select";
import { useAction } from "../ui/use-action";
import { forget } from "../ui/use-loaded";
import { usePages } from "../ui/use-pages";
import { addressOf, useQuery } from "../ui/use-query";
import { OutcomeForm } from "./outcome-form";
import { QuestionCard, type Act } from "./question-card";
import { QuestionForm } from "./question-form";
import { TakeAway } from "./take-away";

const STATUSES = ["open", "closed", "archived"] as const;
const PAGE = 50;

type Status = (typeof STATUSES)[number];
const isStatus = (word: string | undefined): word is Status => STATUSES.some((status) => status === word);

interface Open {
  readonly act: Exclude<Act, "close">;
  readonly question: Tagged<Question>;
}

export function Questions() {
  const [query, change] = useQuery();
  const status = isStatus(query.status) ? query.status : undefined;
  const questions = usePages(addressOf("questions", { status }), (cursor) => api.questions.browse({ view: "all", status, limit: PAGE, cursor }));
  const [isAsking, setIsAsking] = useState(false);
  const [open, setOpen] = useState<Open>();
  const changed = (): void => {
    forget("questions");
    void questions.reload();
  };
  const act = useAction(async (what: Act, { id }: Question) => {
    if (what === "close") {
      await api.questions.close(id);
      changed();
    } else setOpen({ act: what, question: await api.questions.readTagged(id) });
  });
  const ask = { label: t("questions.ask"), onClick: () => { setIsAsking(true); } };
  const close = (): void => { setOpen(undefined); };
  return (
    <Page
      title={t("place.questions")}
      lead={t("questions.lead")}
      actions={<button type="button" class="button primary" data-testid="ask" onClick={ask.onClick}>{ask.label}</button>}
    >
      <div class="filters">
        <Select
          label={t("ideas.status")}
          isLabelHidden
          testid="questions-status"
          value={status ?? ""}
          options={[{ value: "", label: t("questions.openAndClosed") }, ...STATUSES.map((one) => ({ value: one, label: t(`questions.only_${one}`) }))]}
          onChoose={(value) => { change({ status: value }); }}
        />
      </div>
      <Problem failure={act.failure} testid="question-failed" />
      <Show of={questions}>
        {({ items }) => items.length === 0 ? <Nothing isFiltered={status !== undefined} ask={ask} /> : (
          <ul class="plain-list stack" data-testid="questions">
            {items.map((question) => <li key={question.id}><QuestionCard question={question} onAct={(what) => void act.run(what, question)} /></li>)}
          </ul>
        )}
      </Show>
      <More of={questions} />
      {isAsking ? <QuestionForm before={undefined} onClose={() => { setIsAsking(false); }} onChanged={changed} /> : null}
      {open?.act === "edit" ? <QuestionForm before={open.question} onClose={close} onChanged={changed} /> : null}
      {open?.act === "tell" ? <OutcomeForm before={open.question} onClose={close} onChanged={changed} /> : null}
      {open?.act === "take_away" ? <TakeAway question={open.question} onClose={close} onChanged={changed} /> : null}
    </Page>
  );
}

interface NothingProps {
  readonly isFiltered: boolean;
  readonly ask: { readonly label: string; readonly onClick: () => void };
}

function Nothing({ isFiltered, ask }: NothingProps) {
  if (isFiltered) return <EmptyState icon="ask" title={t("questions.noneFound")} text={t("questions.noneFoundText")} />;
  return <EmptyState icon="ask" title={t("questions.none")} text={t("questions.noneText")} action={ask} />;
}
