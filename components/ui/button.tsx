import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

import { cn } from "@/components/ui/cn";

export const buttonStyle = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-colors select-none disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary:
          "border-transparent bg-accent text-accent-ink hover:bg-accent-strong data-popup-open:bg-accent-strong",
        secondary: "border-line-strong bg-raised text-ink hover:bg-hover data-popup-open:bg-hover",
        quiet:
          "border-transparent bg-transparent text-muted hover:bg-hover hover:text-ink data-popup-open:bg-hover data-popup-open:text-ink",
        danger: "border-transparent bg-bad-fill text-bad-ink hover:opacity-90",
      },
      size: {
        sm: "h-7 px-2 text-xs",
        md: "h-8 px-3 text-sm",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

type Style = VariantProps<typeof buttonStyle>;

export type ButtonProps = ComponentProps<"button"> &
  Style & { icon?: ReactNode | undefined; pending?: boolean | undefined };

export function Button({
  variant,
  size,
  icon,
  pending = false,
  type = "button",
  disabled,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      // oxlint-disable-next-line react/button-has-type -- the default is "button"; callers may say submit
      type={type}
      disabled={disabled === true || pending}
      aria-busy={pending || undefined}
      className={cn(buttonStyle({ variant, size }), className)}
      {...rest}
    >
      {pending ? <LoaderCircle aria-hidden className="animate-spin" /> : icon}
      {children}
    </button>
  );
}

/** A link that looks like a button: shares the style, never the element. */
export function ButtonLink({
  variant,
  size,
  icon,
  className,
  children,
  ...rest
}: ComponentProps<typeof Link> & Style & { icon?: ReactNode | undefined }) {
  return (
    <Link className={cn(buttonStyle({ variant, size }), className)} {...rest}>
      {icon}
      {children}
    </Link>
  );
}

export function IconButton({
  label,
  icon,
  className,
  variant = "quiet",
  size = "md",
  ...rest
}: Omit<ButtonProps, "children"> & { label: string; icon: ReactNode }) {
  return (
    <Button
      aria-label={label}
      title={label}
      variant={variant}
      size={size}
      className={cn(size === "sm" ? "w-7 px-0" : "w-8 px-0", className)}
      {...rest}
    >
      {icon}
    </Button>
  );
}
