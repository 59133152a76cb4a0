/** "I work at ...", offered where the text does not say it yet, and taken out as easily. */
import { discloses, withDisclosure, withoutDisclosure } from "../../shared/post";
import { t } from "../i18n";
import type { Words } from "./use-words";

interface Props {
  readonly text: string;
  readonly organisation: string;
  readonly words: Words;
  readonly onWrite: (text: string) => void;
}

export function Disclosure({ text, organisation, words, onWrite }: Props) {
  const { disclosure, firstPerson } = words;
  const isOurs = text.includes(disclosure);
  // said in their own words: nothing to offer
  if (!isOurs && discloses(text, organisation, firstPerson)) return null;
  return (
    <label class="check" data-testid="disclosure">
      <input
        type="checkbox"
        checked={isOurs}
        onChange={() => { onWrite(isOurs ? withoutDisclosure(text, disclosure) : withDisclosure(text, disclosure)); }}
      />
      {t("disclose", disclosure)}
    </label>
  );
}
