/** What administrators look after, in parts with an address each. */
import type { ComponentType } from "preact";
import { t, type Key } from "../i18n";
import { NotFound } from "../frame/not-found";
import { Page } from "../ui/page";
import { Audit } from "./audit";
import { Channels } from "./channels/channels";
import { Feeds } from "./feeds/feeds";
import { Keys } from "./keys";
import { People } from "./people/people";
import { DataSheetPart } from "./sheet/data-sheet";
import { SettingsPart } from "./settings/settings";
import { Teams } from "./teams";
import { Webhooks } from "./webhooks/webhooks";

interface Part {
  readonly name: string;
  readonly label: Key;
  readonly shown: ComponentType;
}

const PARTS: readonly Part[] = [
  { name: "people", label: "organisation.people", shown: People },
  { name: "teams", label: "organisation.teams", shown: Teams },
  { name: "settings", label: "organisation.settings", shown: SettingsPart },
  { name: "keys", label: "organisation.keys", shown: Keys },
  { name: "feeds", label: "organisation.feeds", shown: Feeds },
  { name: "webhooks", label: "organisation.webhooks", shown: Webhooks },
  { name: "channels", label: "organisation.channels", shown: Channels },
  { name: "audit", label: "organisation.audit", shown: Audit },
  { name: "sheet", label: "organisation.sheet", shown: DataSheetPart },
];

export function Organisation({ part: asked }: { readonly part?: string }) {
  const part = PARTS.find(({ name }) => name === (asked ?? "people"));
  if (part === undefined) return <NotFound />;
  const Shown = part.shown;
  return (
    <Page title={t("place.organisation")}>
      <nav class="parts" aria-label={t("organisation.parts")}>
        {PARTS.map(({ name, label }) => (
          <a key={name} class="plain" href={`/console/organisation/${name}`} aria-current={name === part.name ? "page" : undefined}>
            {t(label)}
          </a>
        ))}
      </nav>
      <Shown key={part.name} />
    </Page>
  );
}
