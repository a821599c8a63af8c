"""Does the queued work: leases a job, computes, and stores the result once."""
