"""Jobs: what goes on beside requests. The integrator and the sweeper, so far."""
