/** The panels of the main area, one line each. */
import './gates-panel.ts';
import './loss-panel.ts';
import './sample-panel.ts';
