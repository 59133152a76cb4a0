/** A suggestion's picture, described in the reader's language, or in that of the post that it goes with. */
import type { Suggestion } from "../../shared/shapes";
import { altFor } from "../languages";
import { usePanel } from "../panel-context";
import { Picture } from "./picture";

interface Props {
  readonly image: NonNullable<Suggestion["image"]>;
  /** The language of a description that is there once for all readers. */
  readonly own: string | undefined;
  /** The language of the post. */
  readonly ofPost?: string;
  readonly class: string;
}

export function Described({ image, own, ofPost, class: name }: Props) {
  const { account } = usePanel();
  const { text, lang } = altFor(image, account, { own, ofPost });
  return <Picture {...image} class={name} alt={text} language={lang} />;
}
