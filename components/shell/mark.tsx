/** The gate: two towers, a wall between them, and the way through. */
export function Mark({ size = 20 }: { size?: number | undefined }) {
  return (
    <svg
      aria-hidden
      width={size}
      height={size}
      viewBox="0 0 32 32"
      className="text-accent shrink-0"
    >
      <path
        fill="currentColor"
        d="M3 3.5h5.5v3.8H13V3.5h6v3.8h4.500V3.5H29V29h-8.300v-8.200a4.700 4.700 0 0 0-9.400 0V29H3z"
      />
    </svg>
  );
}
