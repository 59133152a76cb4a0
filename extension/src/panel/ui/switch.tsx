/** On or off, at once. */

interface Props {
  readonly label: string;
  readonly on: boolean;
  readonly busy: boolean;
  readonly testid: string;
  readonly onChange: (on: boolean) => void;
}

export function Switch({ label, on, busy, testid, onChange }: Props) {
  return (
    <button
      type="button"
      role="switch"
      class="switch"
      aria-checked={on}
      aria-disabled={busy}
      data-testid={testid}
      onClick={() => { if (!busy) onChange(!on); }}
    >
      <span>{label}</span>
      <span class="track" />
    </button>
  );
}
