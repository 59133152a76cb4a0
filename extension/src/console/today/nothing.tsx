/** Nothing waits: how one begins where there is no suggestion yet, and a calm word where there are some. */
import { api } from "../api";
import { t } from "../i18n";
import { NEW_SUGGESTION } from "../frame/places";
import { EmptyState } from "../ui/empty-state";
import { Show } from "../ui/loaded";
import { useLoaded } from "../ui/use-loaded";

export function Nothing() {
  const any = useLoaded("suggestions?any", async () => (await api.suggestions.browse({ view: "manage", limit: 1 })).items.length > 0);
  return <Show of={any}>{(isAny) => (isAny ? <AllDone /> : <FirstSteps />)}</Show>;
}

function AllDone() {
  return <EmptyState icon="check" title={t("today.nothing")} text={t("today.nothingText")} link={{ label: t("shell.new"), href: NEW_SUGGESTION }} />;
}

function FirstSteps() {
  return (
    <section class="card first-steps" aria-labelledby="first-title" data-testid="first-steps">
      <h2 id="first-title">{t("today.first")}</h2>
      <ol>
        <li>{t("today.first_choose")}</li>
        <li>{t("today.first_write")}</li>
        <li>{t("today.first_publish")}</li>
      </ol>
      <div class="actions">
        <a class="button primary" href={NEW_SUGGESTION}>{t("today.firstBegin")}</a>
        <a class="button" href="/console/upload">{t("today.firstUpload")}</a>
      </div>
    </section>
  );
}
