/** A feed's address, what its drafts are, and how many there may be; before it is added, what it would give. */
import type { Feed, FeedPreview } from "vertel-schema";
import { useState } from "preact/hooks";
import { api } from "../../api";
import { useConsole } from "../../context";
import { languageName, t } from "../../i18n";
import { faultAt } from "../../ui/faults";
import { FormDialog } from "../../ui/form-dialog";
import { Problem } from "../../ui/problem";
import { Select } from "../../ui/select";
import { TextField } from "../../ui/text-field";
import { useAction } from "../../ui/use-action";
import { Preview } from "./preview";

interface Props {
  /** Undefined for a new one. */
  readonly of: Feed | undefined;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

const KINDS = ["vacancy", "article", "story", "success", "event", "team_moment"] as const;
const CAPS = ["drafts_per_day", "drafts_at_once", "days_alive"] as const;
const USUAL = { drafts_per_day: 5, drafts_at_once: 20, days_alive: 30 };

export function FeedDialog({ of, onClose, onChanged }: Props) {
  const languages = useConsole().account.organisationLanguages;
  const [url, setUrl] = useState(of?.url ?? "https://");
  const [name, setName] = useState(of?.name ?? "");
  const [kind, setKind] = useState<Feed["kind"]>(of?.kind ?? "vacancy");
  const [language, setLanguage] = useState(of?.language ?? languages[0] ?? "en");
  const [caps, setCaps] = useState(() => Object.fromEntries(CAPS.map((cap) => [cap, String((of ?? USUAL)[cap])])) as Record<(typeof CAPS)[number], string>);
  const [preview, setPreview] = useState<FeedPreview>();
  const numbers = { drafts_per_day: Number(caps.drafts_per_day), drafts_at_once: Number(caps.drafts_at_once), days_alive: Number(caps.days_alive) };
  const save = useAction(async () => {
    if (of === undefined) await api.feeds.create({ url: url.trim(), name: name.trim(), kind, language, ...numbers });
    else await api.feeds.change(of.id, { name: name.trim(), language, ...numbers });
    onChanged();
  });
  const look = useAction(async () => {
    setPreview(undefined);
    setPreview(await api.feeds.preview({ url: url.trim(), kind, language, ...numbers }));
  });
  const offered = [...new Set([language, ...languages])];
  return (
    <FormDialog
      title={t(of === undefined ? "feeds.add" : "feeds.change")}
      testid="feed"
      submit={t("organisation.save")}
      action={save}
      shown={["/url", "/name", ...CAPS.map((cap) => `/${cap}`)]}
      onClose={onClose}
    >
      {of === undefined ? (
        <TextField label={t("feeds.url")} value={url} testid="feed-url" type="url" maxLength={2000} hint={t("feeds.urlHint")} fault={faultAt(save.failure, "/url") ?? faultAt(look.failure, "/url")} onValue={setUrl} />
      ) : <p class="small quiet"><span class="address">{of.url}</span></p>}
      <TextField label={t("organisation.name")} value={name} testid="feed-name" maxLength={100} fault={faultAt(save.failure, "/name")} onValue={setName} />
      <div class="pair">
        {of === undefined ? <Select label={t("feeds.kind")} value={kind} testid="feed-kind" options={KINDS.map((value) => ({ value, label: t(`kind_${value}`) }))} onChoose={setKind} /> : null}
        <Select label={t("feeds.language")} value={language} testid="feed-language" options={offered.map((value) => ({ value, label: languageName(value) }))} onChoose={setLanguage} />
      </div>
      {kind === "vacancy" ? <p class="small quiet" data-testid="feed-all-of-them">{t("feeds.allOfThem", t("kind_article"))}</p> : null}
      <div class="pair">
        {CAPS.map((cap) => (
          <TextField key={cap} label={t(`feeds.cap_${cap}`)} value={caps[cap]} testid={`feed-${cap}`} type="number" fault={faultAt(save.failure, `/${cap}`)} onValue={(value) => { setCaps({ ...caps, [cap]: value }); }} />
        ))}
      </div>
      {of === undefined ? (
        <div class="actions">
          <button type="button" class="button" data-testid="feed-preview" aria-disabled={look.isBusy} onClick={() => void look.run()}>{t(look.isBusy ? "feeds.looking" : "feeds.lookFirst")}</button>
        </div>
      ) : null}
      <Problem failure={look.failure} testid="feed-preview-failed" shown={["/url"]} />
      {preview === undefined ? null : <Preview of={preview} />}
    </FormDialog>
  );
}
