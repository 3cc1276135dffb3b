-- Two contributions never share a reference: it names their document.
-- One row per reference that several have.

select reference from sending.contributions
group by reference
having count(*) > 1
