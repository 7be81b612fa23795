// Loaded first in every child: when the launcher is gone, even by kill -9, the child finishes its requests and ends.
import process from "node:process";

process.umask(0o077);
if (process.channel) {
  process.on("disconnect", () => {
    setTimeout(() => process.exit(1), 10_000).unref();
    process.kill(process.pid, "SIGTERM");
  });
}
