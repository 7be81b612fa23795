import { handleAuth } from "@/lib/auth/session";

export { handleAuth as GET, handleAuth as POST };
