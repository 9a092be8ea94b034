/**
 * Runs before anything is drawn: where there are scripts, what is only there for their absence is not shown, and where another view
 * than the overview is asked for, the overview is not shown first. Undone if the page's script does not come up.
 */
export const BOOT = `(()=>{const r=document.documentElement;r.className="js";if(!/^(#?$|#\\/(overview)?$)/.test(location.hash))r.classList.add("elsewhere");setTimeout(()=>{if(!r.dataset.ready)r.className=""},15e3)})()`;
