import { createApp } from './app.ts';
import { connect } from './connection.ts';
import { toast } from './parts/toasts.ts';

try {
  createApp(await connect()).start();
} catch (error) {
  toast(`The page could not start: ${error instanceof Error ? error.message : String(error)}`);
}
