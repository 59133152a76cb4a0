/** One link: where it leads and led, its QR code, and taking it out of use. */
import type { ManagedLink } from "vertel-schema";
import { api } from "../api";
import { day, number, t, type Key } from "../i18n";
import { Dialog } from "../ui/dialog";
import { Show } from "../ui/loaded";
import { useLoaded } from "../ui/use-loaded";
import { ChangeLink } from "./change-link";
import { Copy, withoutScheme } from "./link-list";
import { QrCode } from "./qr-code";
import type { Tagged } from "./tagged";
import { Withdraw } from "./withdraw";

interface Props {
  readonly code: string;
  readonly onClose: () => void;
}

export function LinkDialog({ code, onClose }: Props) {
  const loaded = useLoaded<Tagged>(`link ${code}`, () => api.links.readTagged(code));
  const link = loaded.value?.document;
  return (
    <Dialog title={link?.title ?? link?.suggestion?.title ?? code} testid="link-dialog" isWide onClose={onClose}>
      <Show of={loaded}>
        {(value) => (
          <div class="link-parts">
            <div class="stack">
              <Facts link={value.document} />
              {value.document.scope === "own" ? <ChangeLink key={value.etag} link={value} onChanged={() => void loaded.reload()} /> : <OfSuggestion link={value.document} />}
              <Withdraw link={value} onChanged={() => void loaded.reload()} />
              <History link={value.document} />
            </div>
            <QrCode code={code} />
          </div>
        )}
      </Show>
    </Dialog>
  );
}

function Facts({ link }: { readonly link: ManagedLink }) {
  return (
    <div class="link-facts">
      <p><bdi class="link-url">{withoutScheme(link.url)}</bdi> <Copy url={link.url} /></p>
      <p class="quiet small">
        {link.clicks === null ? t("links.clicksInNumbers") : t("links.clicksSince", number(link.clicks), day(link.created_at))}
      </p>
      {link.withdrawn_at === null ? null : <p><span class="state bad">{t("links.withdrawnSince", day(link.withdrawn_at))}</span></p>}
    </div>
  );
}

function OfSuggestion({ link: { destination_url: destination, suggestion } }: { readonly link: ManagedLink }) {
  return (
    <div>
      <p class="label">{t("links.leadsTo")}</p>
      <p class="link-destination"><bdi>{withoutScheme(destination)}</bdi></p>
      {suggestion === null ? null : (
        <p class="small quiet">
          {t("links.followsSuggestion")} <a href={`/console/suggestions/${suggestion.id}`}><bdi>{suggestion.title}</bdi></a>
        </p>
      )}
    </div>
  );
}

const ROLES: Readonly<Record<string, Key>> = { editor: "links.byEditor", admin: "links.byAdmin", upload: "links.byUpload", suggestion: "links.bySuggestion" };

function History({ link: { history } }: { readonly link: ManagedLink }) {
  if (history.length === 0) return null;
  return (
    <section>
      <h3 class="label">{t("links.before")}</h3>
      <ul class="link-history">
        {history.map((change) => (
          <li key={change.changed_at}>
            <bdi class="link-destination">{withoutScheme(change.destination_url)}</bdi>
            <span class="quiet small">{t("links.until", day(change.changed_at), t(ROLES[change.changed_by] ?? "links.byProgram"))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
