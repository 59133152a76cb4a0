/** What colleagues do not read but what decides who sees it, when, and where it leads. */
import { KINDS } from "../../shared/shapes";
import { t } from "../i18n";
import { Select } from "../ui/select";
import { AudiencePart } from "./audience";
import { set } from "./changes";
import { useWriting } from "./context";
import { DestinationPart } from "./destination";
import { NotesPart } from "./notes";
import { PeoplePart } from "./people";
import { PicturePart } from "./picture";
import { Remarks } from "./remarks";
import { WindowPart } from "./window";

export function Details() {
  const id = useWriting().session.saver.basis?.id;
  return (
    <div class="writing-details">
      <KindPart />
      <PicturePart />
      <DestinationPart />
      <AudiencePart />
      <WindowPart />
      <PeoplePart />
      {id === undefined ? null : <NotesPart id={id} />}
    </div>
  );
}

function KindPart() {
  const { form, session } = useWriting();
  return (
    <div class="kind-part" id="w-kind">
      <Select
        label={t("writing.kind")}
        testid="kind"
        value={form.kind}
        options={KINDS.map((value) => ({ value, label: t(`kind_${value}`) }))}
        onChoose={(kind) => { session.edit(set("kind", kind)); }}
      />
      <Remarks of="w-kind" />
    </div>
  );
}
