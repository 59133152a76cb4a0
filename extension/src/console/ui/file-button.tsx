/** A button with which a file is chosen, in our words and not in the browser's. */
import { Icon, type IconName } from "./icons";

interface Props {
  readonly label: string;
  readonly icon: IconName;
  readonly accept: string;
  readonly testid: string;
  readonly isBusy?: boolean;
  readonly onFile: (file: File) => void;
}

export function FileButton({ label, icon, accept, testid, isBusy = false, onFile }: Props) {
  return (
    <label class="button compact file-button" aria-disabled={isBusy}>
      <Icon name={icon} />
      {label}
      <input
        class="hidden"
        type="file"
        accept={accept}
        disabled={isBusy}
        data-testid={testid}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file !== undefined) onFile(file);
        }}
      />
    </label>
  );
}
