/** The panels of the main area, one line each. */
import './gates/gates-panel.ts';
import './loss/loss-panel.ts';
import './sample/sample-panel.ts';
