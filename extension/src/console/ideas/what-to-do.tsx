/** What may become of an idea: a suggestion, or a no with a word of why. */
import type { Idea } from "vertel-schema";
import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { WritingArea } from "../../panel/ui/writing-area";
import { api } from "../api";
import { useConsole } from "../context";
import { t } from "../i18n";
import { FormDialog } from "../ui/form-dialog";
import { Problem } from "../ui/problem";
import { useAction } from "../ui/use-action";
import { forget } from "../ui/use-loaded";
import { LONGEST } from "./answer";

interface Props {
  readonly idea: Idea;
  readonly onChanged: (idea: Idea) => void;
}

export function WhatToDo({ idea, onChanged }: Props) {
  const { route } = useLocation();
  const [isDeclining, setIsDeclining] = useState(false);
  const adopt = useAction(async () => {
    const adopted = await api.ideas.adopt(idea.id);
    onChanged(adopted);
    forget("suggestions");
    if (adopted.suggestion_id !== null) route(writingOf(adopted.suggestion_id));
  });
  if (idea.suggestion_id !== null) {
    return (
      <section class="card stack became">
        <p>{t("ideas.adopted")}</p>
        <p><a href={writingOf(idea.suggestion_id)} data-testid="adopted">{t("ideas.toSuggestion")}</a></p>
      </section>
    );
  }
  return (
    <section class="stack">
      <h2>{t("ideas.use")}</h2>
      <p class="quiet">{t(idea.images.length === 0 ? "ideas.adoptText" : "ideas.adoptPhoto")}</p>
      <Problem failure={adopt.failure} testid="adopt-failed" />
      <div class="actions">
        <button type="button" class="button" data-testid="adopt" aria-disabled={adopt.isBusy} onClick={() => void adopt.run()}>{t("ideas.adopt")}</button>
        {idea.status === "declined" ? null : <button type="button" class="text-button" data-testid="decline" onClick={() => { setIsDeclining(true); }}>{t("ideas.decline")}</button>}
      </div>
      {isDeclining ? <Decline idea={idea} onChanged={onChanged} onClose={() => { setIsDeclining(false); }} /> : null}
    </section>
  );
}

const writingOf = (id: string): string => `/console/suggestions/${id}`;

function Decline({ idea, onChanged, onClose }: Props & { readonly onClose: () => void }) {
  const { toast } = useConsole();
  const [text, setText] = useState("");
  const action = useAction(async () => {
    onChanged(await api.ideas.decline(idea.id, { text: text.trim() }));
    toast({ tone: "good", about: "declined", text: t("ideas.declined") });
  });
  return (
    <FormDialog title={t("ideas.declineTitle")} testid="decline-form" submit={t("ideas.declineSend")} action={action} onClose={onClose}>
      <div class="field">
        <label for="decline-text">{t("ideas.declineWhy")}</label>
        <WritingArea id="decline-text" value={text} longest={LONGEST} onInput={setText} onSend={() => undefined} />
        <p class="small quiet">{t("ideas.declineHint")}</p>
      </div>
    </FormDialog>
  );
}
