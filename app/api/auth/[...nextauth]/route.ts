import { handleAuth } from "@/lib/auth/identity/session";

export { handleAuth as GET, handleAuth as POST };
