/** What can be done with the chosen suggestions, at the foot of the list. */
import { useState } from "preact/hooks";
import type { SuggestionPatch } from "vertel-schema";
import type { Suggestion } from "../../shared/shapes";
import { plural, t } from "../i18n";
import { Icon } from "../ui/icons";
import { AudienceDialog } from "./audience-dialog";
import { BulkReport } from "./bulk-report";
import { ExpiryDialog } from "./expiry-dialog";
import { useBulk, type BulkState, type Verb } from "./use-bulk";

interface Props {
  readonly chosen: readonly Suggestion[];
  readonly zone: string;
  /** None is chosen any more, and the focus goes back to the list. */
  readonly onForget: () => void;
  readonly reload: () => Promise<void>;
}

export function Bulk({ chosen, zone, onForget, reload }: Props) {
  const [asking, setAsking] = useState<"audience" | "expiry">();
  const bulk = useBulk(() => void reload().then(onForget));
  const begin = (verb: Verb, patch: SuggestionPatch): void => {
    setAsking(undefined);
    bulk.run(verb, chosen.map((seen) => ({ seen, patch })));
  };
  const close = (): void => { setAsking(undefined); };
  return (
    <>
      {bulk.running !== undefined ? <Running bulk={bulk} /> : chosen.length === 0 ? null : (
        <section class="bulk" aria-label={t("suggestions.bulk")} data-testid="bulk">
          <p role="status" data-testid="bulk-count">{plural("suggestions.chosen", chosen.length)}</p>
          <kbd title={t("suggestions.toBulk")}>b</kbd>
          <div class="actions">
            <Act verb="publish" onPress={() => { begin("publish", { status: "published" }); }} />
            <Act verb="archive" onPress={() => { begin("archive", { status: "archived" }); }} />
            <Act verb="audience" onPress={() => { setAsking("audience"); }} />
            <Act verb="expiry" onPress={() => { setAsking("expiry"); }} />
          </div>
          <button type="button" class="icon-button" data-testid="bulk-none" aria-label={t("suggestions.chooseNone")} onClick={onForget}>
            <Icon name="close" />
          </button>
        </section>
      )}
      {asking === "audience" ? <AudienceDialog chosen={chosen} onChoose={(audience) => { begin("audience", { audience }); }} onClose={close} /> : null}
      {asking === "expiry" ? <ExpiryDialog chosen={chosen} zone={zone} onChoose={(expires_at) => { begin("expiry", { expires_at }); }} onClose={close} /> : null}
      {bulk.report === undefined ? null : <BulkReport bulk={bulk} report={bulk.report} />}
    </>
  );
}

function Act({ verb, onPress }: { readonly verb: Exclude<Verb, "undo">; readonly onPress: () => void }) {
  return <button type="button" class="button compact" data-testid={`bulk-${verb}`} onClick={onPress}>{t(`suggestions.do_${verb}`)}</button>;
}

function Running({ bulk: { running, stop } }: { readonly bulk: BulkState }) {
  if (running === undefined) return null;
  const { done, of, verb } = running;
  return (
    <section class="bulk" aria-label={t("suggestions.bulk")} data-testid="bulk-running">
      <p>{t(`suggestions.doing_${verb}`)}</p>
      <progress value={done} max={of} aria-label={t(`suggestions.doing_${verb}`)} />
      <p class="quiet of">{t("suggestions.progress", done, of)}</p>
      <button type="button" class="button compact" onClick={stop}>{t("suggestions.stop")}</button>
    </section>
  );
}
